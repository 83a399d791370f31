import { ParleyError } from '@parley/core';
import type { Answer } from './answer.ts';
import type { Visit } from './visit.ts';

/** @throws ParleyError, which becomes a problem. */
export type Respond = (visit: Visit, params: Record<string, string>) => Answer | Promise<Answer>;

/** What stands under one path. */
export interface Resource {
  /** As OpenAPI writes it. */
  path: string;
  /** Who answers GET answers HEAD. */
  methods: ReadonlyMap<string, Respond>;
}

/** @throws ParleyError `method_not_allowed`, which lists what is possible. */
export function respondTo({ methods }: Resource, method: string): Respond {
  const respond = methods.get(method === 'HEAD' ? 'GET' : method);
  if (respond !== undefined) return respond;
  const allowed = [...methods.keys()].map(name => (name === 'GET' ? 'GET, HEAD' : name));
  throw new ParleyError('method_not_allowed', `${method} is not possible here.`, {
    field: 'method',
    value: method,
    expected: allowed.join(', '),
  });
}
