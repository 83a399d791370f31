/**
 * A whole cluster on this machine: `pnpm cluster`. Redis, etcd and PostgreSQL, then every tier as
 * separate processes; Ctrl-C stops all of it and removes its data.
 */
import { startCluster } from '@parley/testing/deployment';

/** Where people expect each tier; a port that is taken is replaced by a free one. */
const USUAL_PORTS = { logic: 7180, task: 7181, connect: 7000, api: 7070, site: 8080 };

const stopRequested = new Promise<void>(resolve => {
  process.on('SIGINT', () => resolve());
  process.on('SIGTERM', () => resolve());
});

process.stdout.write(
  'Starting Redis, etcd, PostgreSQL, 2 logic, 2 task, 3 connect, 2 api, 1 site …\n',
);
const cluster = await startCluster({ preferredPorts: USUAL_PORTS });

const rows = [
  ...Object.entries(cluster.backends).map(([name, url]) => [
    name,
    '',
    url.replace(/:[^:@/]+@/, ':…@'),
  ]),
  ...cluster.nodes.map(node => [
    node.module,
    String(node.process.pid),
    Object.values(node.endpoints).join(' '),
  ]),
];
const line = ([who = '', pid = '', where = '']: string[]) =>
  `  ${who.padEnd(10)} ${pid.padEnd(9)} ${where}\n`;
process.stdout.write(`\n${line(['who', 'process', 'where'])}${rows.map(line).join('')}
  Open ${cluster.siteUrl} as demo, test or admin; the password is 111111.
  Ctrl-C stops all of it.\n\n`);

await stopRequested;
process.stdout.write('Stopping …\n');
await cluster.stop();
