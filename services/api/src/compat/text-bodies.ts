import type { FastifyInstance } from 'fastify';

/** Every body is text to these routes, whatever it says that it is: their clients say many things. */
export function takeBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
}
