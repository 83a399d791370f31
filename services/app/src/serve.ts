import type { Config } from '@parley/config';
import { createLogger } from '@parley/ops';
import type { ModuleName } from './arguments.ts';
import { greeting } from './greeting.ts';
import { Lifecycle } from './lifecycle.ts';
import { modules } from './modules/index.ts';
import type { Endpoint } from './modules/module.ts';
import { Platform } from './platform.ts';
import { stopSignal } from './stop-signal.ts';
import { exitOnUnexpectedError } from './unexpected-error.ts';
import type { WorkerLink } from './workers/worker-link.ts';

/**
 * Starts a module, waits until it is asked to stop, and stops it in reverse order. Resolves to the exit
 * code.
 * @param link to the supervisor, in a worker
 */
export async function serve(
  module: ModuleName,
  config: Config,
  link: WorkerLink | undefined,
): Promise<number> {
  const { level, pretty } = config.log;
  const base = { process: module, ...(link && { worker: link.number }) };
  const logger = createLogger({ level, pretty, base });
  const lifecycle = new Lifecycle(logger);
  const stop = stopSignal(logger, config.shutdownMs);
  const endWatch = exitOnUnexpectedError(logger);
  link?.onStop(() => stop.request('the supervisor stops'));
  try {
    const platform = new Platform(module, config, logger, lifecycle, link !== undefined);
    link?.share(platform.metrics);
    platform.addCheck('running', () => !stop.isRequested());
    const endpoints: Endpoint[] = [];
    for (const start of modules[module]) endpoints.push(...(await start(platform)));
    if (link) link.tellRunning(endpoints);
    else process.stdout.write(`${greeting(module, config, endpoints)}\n`);
    await stop.requested;
    return 0;
  } finally {
    await lifecycle.close();
    link?.close();
    stop.done();
    endWatch();
  }
}
