import { startOpsServer } from '@parley/ops';
import type { Platform } from '../platform.ts';
import type { Endpoint } from './module.ts';
import { explainTakenPort } from './taken-port.ts';

/**
 * Health and metrics of a module that has no HTTP server of its own. In `--module all` the api's
 * server answers for the whole process, and for workers their supervisor does.
 */
export async function openOpsServer(
  platform: Platform,
  module: 'logic' | 'task',
): Promise<readonly Endpoint[]> {
  if (platform.module !== module || platform.isWorker) return [];
  const { opsHost: host, opsPort } = platform.config[module];
  const server = await explainTakenPort(`${module}.opsPort`, opsPort, () =>
    startOpsServer({ ...platform.opsOptions, host, port: opsPort }),
  );
  platform.lifecycle.onClose('health and metrics', () => server.close());
  return [{ name: 'Health and metrics', url: `http://${host}:${server.port}/readyz` }];
}
