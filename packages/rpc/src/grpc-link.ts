import type { CallOptions, Client, Metadata, requestCallback } from '@grpc/grpc-js';
import { ParleyError } from '@parley/core';
import type { ClientStream, Link } from './link.ts';

type Unary = (
  request: object,
  metadata: Metadata,
  options: CallOptions,
  callback: requestCallback<object>,
) => void;

type Stream<Request, Reply> = (metadata: Metadata) => ClientStream<Request, Reply>;

/** Over the network. Takes over `client`, a generated one, and closes it at the end. */
export function openGrpcLink(client: Client, metadata: Metadata): Link {
  // The generated methods cannot be called by a name that is known only now; these are their forms.
  const method = (name: string): unknown => Reflect.get(client, name).bind(client);
  return {
    unary: (name, request, deadline) => {
      const call = method(name) as Unary;
      return new Promise((resolve, reject) => {
        call(request, metadata, { deadline }, (error, response) => {
          if (error) reject(error);
          else if (response === undefined) reject(new ParleyError('internal', 'An empty answer.'));
          else resolve(response);
        });
      });
    },
    stream: <Request, Reply>(name: string) => (method(name) as Stream<Request, Reply>)(metadata),
    close: () => client.close(),
  };
}
