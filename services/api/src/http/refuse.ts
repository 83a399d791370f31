import { ParleyError } from '@parley/core';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';

/** @throws ParleyError `not_found`, always. */
export function refusePath({ url }: FastifyRequest): never {
  throw new ParleyError('not_found', 'There is nothing here; /docs says what there is.', {
    field: 'path',
    value: url.split('?', 1).join().slice(0, 200),
  });
}

/** Before the body is read, which nobody waits for. */
export const refuseUnknownPath: onRequestHookHandler = (request, _reply, done) => {
  if (request.is404) refusePath(request);
  done();
};

/**
 * Of all paths that `serve` adds, the methods that it does not: `method_not_allowed`, which lists
 * what is possible. Before the body is read.
 */
export function refuseOtherMethods(app: FastifyInstance, serve: () => void): void {
  const methods = new Map<string, { allowed: string[]; path: string | undefined }>();
  let serving = true;
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!serving) return;
    const entry = methods.get(url) ?? { allowed: [], path: config?.path };
    methods.set(url, entry);
    entry.allowed.push(...[method].flat());
  });
  serve();
  serving = false;
  for (const [url, { allowed, path = url }] of methods) {
    const refuse = ({ method }: FastifyRequest): never => {
      throw new ParleyError('method_not_allowed', `${method} is not possible here.`, {
        field: 'method',
        value: method,
        expected: allowed.join(', '),
      });
    };
    app.route({
      method: app.supportedMethods.filter(method => !allowed.includes(method)),
      url,
      config: { path },
      onRequest: refuse,
      handler: refuse,
    });
  }
}
