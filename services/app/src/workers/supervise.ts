import { type Config, tcpPorts } from '@parley/config';
import { createLogger, joinMetrics, startOpsServer } from '@parley/ops';
import type { ModuleName } from '../arguments.ts';
import { greeting } from '../greeting.ts';
import { Lifecycle } from '../lifecycle.ts';
import type { Endpoint } from '../modules/module.ts';
import { explainTakenPort } from '../modules/taken-port.ts';
import { stopSignal } from '../stop-signal.ts';
import { exitOnUnexpectedError } from '../unexpected-error.ts';
import { readVersion } from '../version.ts';
import { portToShare } from './share-port.ts';
import { startWorker } from './worker.ts';
import { type ServingWorker, Workers } from './workers.ts';

/** The modules of which several processes may serve as one. */
export type ScaledModule = Exclude<ModuleName, 'all' | 'site'>;

/**
 * Starts `workers` processes of a module and stays beside them: starts again what dies, answers for all
 * of them on one health and metrics port, and stops them in order. Resolves to the exit code.
 * @param argv what this program was started with
 */
export async function supervise(
  module: ScaledModule,
  config: Config,
  argv: readonly string[],
): Promise<number> {
  const { level, pretty } = config.log;
  const logger = createLogger({ level, pretty, base: { process: `${module} supervisor` } });
  const lifecycle = new Lifecycle(logger);
  const stop = stopSignal(logger, config.shutdownMs);
  const endWatch = exitOnUnexpectedError(logger);
  try {
    const args = await argumentsOfWorkers(module, config, argv);
    const workers = new Workers(config.workers, number => startWorker(number, args), logger);
    lifecycle.onClose('workers', () => workers.stop());
    const started = await Promise.race([workers.start(), stop.requested]);
    if (started === undefined) return 0;
    if ('code' in started) return started.code || 1;
    const health = await openHealth(module, config, workers, lifecycle, () => stop.isRequested());
    const endpoints = [...endpointsOf(started), health];
    process.stdout.write(`${greeting(module, config, endpoints)}\n`);
    await stop.requested;
    return 0;
  } finally {
    await lifecycle.close();
    stop.done();
    endWatch();
  }
}

/** Workers of api and connect are told which ports they share. */
async function argumentsOfWorkers(
  module: ScaledModule,
  config: Config,
  argv: readonly string[],
): Promise<readonly string[]> {
  if (module !== 'api' && module !== 'connect') return argv;
  const { workers } = config;
  const { host, port } = config[module];
  const shared = await portToShare({ key: `${module}.port`, host, port, workers });
  const args = [...argv, `--${module}.port=${shared}`];
  return module === 'connect' ? [...args, await tcpArgument(config)] : args;
}

async function tcpArgument(config: Config): Promise<string> {
  const { connect, workers } = config;
  const wanted = { key: 'connect.tcpPorts', host: connect.host, workers };
  const ports: number[] = [];
  for (const port of tcpPorts(config)) ports.push(await portToShare({ ...wanted, port }));
  return `--connect.tcpPorts=${ports.join(',') || 'none'}`;
}

/** Each endpoint once, and who serves. */
function endpointsOf(workers: readonly ServingWorker[]): Endpoint[] {
  const served = new Map(
    workers.flatMap(({ endpoints }) => endpoints.map(one => [`${one.name} ${one.url}`, one])),
  );
  const rows = workers.map(({ number, pid }) => ({
    name: `Worker ${number}`,
    url: `process ${pid}`,
  }));
  return [...served.values(), ...rows];
}

async function openHealth(
  module: ScaledModule,
  config: Config,
  workers: Workers,
  lifecycle: Lifecycle,
  isStopping: () => boolean,
): Promise<Endpoint> {
  const { opsHost: host, opsPort: port } = config[module];
  const server = await explainTakenPort(`${module}.opsPort`, port, () =>
    startOpsServer({
      host,
      port,
      metrics: joinMetrics(() => workers.metrics()),
      name: `parley-${module}`,
      version: readVersion(),
      ready: { running: () => !isStopping(), workers: () => workers.isComplete },
    }),
  );
  lifecycle.onClose('health and metrics', () => server.close());
  return { name: 'Health and metrics', url: `http://${host}:${server.port}/readyz` };
}
