import type { ClientStream, Link } from './link.ts';
import { LocalServer } from './local-server.ts';
import type { RpcService } from './server.ts';

/**
 * Serves and reaches tiers that live in one process: the same calls, streams, bounds and deadlines as
 * over gRPC, without sockets and without bytes.
 */
export interface LocalTransport {
  /** Serves under an address that means "here" to whoever has this transport. */
  serve(services: readonly RpcService[]): LocalServing;
  /** undefined for an address of another kind. Who is not there any more is `unavailable`. */
  dial(address: string): Link | undefined;
}

export interface LocalServing {
  address: string;
  /** Lets calls in hand finish for `graceMs`, then ends what is left. */
  close(graceMs: number): Promise<void>;
}

/** No host can be called so: its name has a character that none may have. */
const HERE = '(here):';

export function createLocalTransport(): LocalTransport {
  const servers: LocalServer[] = [];
  return {
    serve: services => {
      const server = new LocalServer(services);
      const address = `${HERE}${servers.push(server)}`;
      return { address, close: graceMs => server.close(graceMs) };
    },
    dial: address => {
      if (!address.startsWith(HERE)) return undefined;
      const server = servers[Number(address.slice(HERE.length)) - 1];
      if (server === undefined) throw new RangeError(`Nobody was ever served at ${address}.`);
      return {
        unary: (method, request, deadline) => server.unary(method, request, deadline),
        // The types of a method's frames are those of its definition.
        stream: <Request, Reply>(method: string) =>
          server.stream(method) as unknown as ClientStream<Request, Reply>,
        close: () => {},
      };
    },
  };
}
