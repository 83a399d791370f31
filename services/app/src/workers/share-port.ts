import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Config, ConfigError } from '@parley/config';
import { explainTakenPort } from '../modules/taken-port.ts';

/**
 * The port that workers of api or connect will share; for 0 a free one.
 * @throws ConfigError when somebody has it, or when several processes cannot share one here.
 */
export async function portToShare(module: 'api' | 'connect', config: Config): Promise<number> {
  const { host, port } = config[module];
  // Alone, because who shares would not notice a stranger that shares it, too.
  const alone = await explainTakenPort(`${module}.port`, port, () => listen(host, port, false));
  const free = await close(alone);
  const first = await listen(host, free, true).catch(refused);
  const second = await listen(host, free, true).catch(refused);
  if (first) await close(first);
  if (second) await close(second);
  if (first && second) return free;
  throw new ConfigError(
    'workers',
    `workers (--workers): expected 1 on this system, got ${config.workers}: processes cannot share a port here, which needs Linux and Node 23.1 or newer.`,
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
