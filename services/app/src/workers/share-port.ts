import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ConfigError } from '@parley/config';
import { explainTakenPort } from '../modules/taken-port.ts';

/** A port that several processes are to listen on. */
interface Wanted {
  /** The setting that it comes from. */
  key: string;
  host: string;
  /** 0 for a free one. */
  port: number;
  /** How many processes. */
  workers: number;
}

/**
 * The port that workers will share.
 * @throws ConfigError when somebody has it, or when several processes cannot share one here.
 */
export async function portToShare({ key, host, port, workers }: Wanted): Promise<number> {
  // Alone, because who shares would not notice a stranger that shares it, too.
  const alone = await explainTakenPort(key, port, () => listen(host, port, false));
  const free = await close(alone);
  const first = await listen(host, free, true).catch(refused);
  const second = await listen(host, free, true).catch(refused);
  if (first) await close(first);
  if (second) await close(second);
  if (first && second) return free;
  throw new ConfigError(
    'workers',
    `workers (--workers): expected 1 on this system, got ${workers}: processes cannot share a port here, which needs Linux and Node 23.1 or newer.`,
  );
}

function refused(): undefined {
  return undefined;
}

async function listen(host: string, port: number, reusePort: boolean): Promise<Server> {
  const server = createServer();
  server.listen({ host, port, reusePort });
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<number> {
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
