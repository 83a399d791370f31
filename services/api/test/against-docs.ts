import { expect } from '@jest/globals';
import { DEFAULT_LIMITS } from '@parley/wire';
import type { Route } from '../src/http/route.ts';
import { createRoutes } from '../src/http/routes/index.ts';
import { problemSchema } from '../src/http/schemas/problem.ts';
import type { Answer } from './harness.ts';
import { MemoryLogic } from './memory-logic.ts';

/** The routes as they are documented. */
export const documented: readonly Route[] = createRoutes({
  logic: new MemoryLogic(),
  limits: DEFAULT_LIMITS,
});

function routeOf(method: string, path: string): Route | undefined {
  const [bare = ''] = path.split('?');
  return documented.find(({ doc }) => {
    const pattern = doc.path.replace(/\{\w+\}/g, '[^/]+');
    return doc.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(bare);
  });
}

/** Fails the test when an answer has a shape that the documentation does not promise. */
export function expectAsDocumented(method: string, path: string, answer: Answer): void {
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.strict().parse(answer.body)).toEqual(answer.body);
    expect(answer.body.status).toBe(answer.status);
    return;
  }
  const route = routeOf(method, path);
  if (route === undefined) return;
  const { success } = route.doc;
  expect(answer.status).toBe(success.status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  if (success.status === 204) expect(answer.text).toBe('');
  // Parsing leaves out what is not in the schema: equal means that nothing was.
  else expect(success.schema.parse(answer.body)).toEqual(answer.body);
}
