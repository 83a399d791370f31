import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import type { Deployment, DeploymentOptions } from './deployment.ts';
import { runCommand } from './run-command.ts';
import { startNode } from './start-node.ts';

/** `--module all` in demo mode on free ports, with its data in a temporary folder. */
export async function startSingle(options: DeploymentOptions = {}): Promise<Deployment> {
  const data = await mkdtemp(join(tmpdir(), 'parley-single-'));
  const [site, api, connect] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = {
    PARLEY_DEMO: 'true',
    PARLEY_LOG_LEVEL: 'warn',
    // Demo mode would take the same two for every node.
    PARLEY_CONNECT_TCP_PORTS: '0',
    PARLEY_DATA_DIRECTORY: data,
    PARLEY_SITE_PORT: String(site),
    PARLEY_API_PORT: String(api),
    PARLEY_CONNECT_PORT: String(connect),
    ...options.env,
  };
  const urls = {
    siteUrl: `http://127.0.0.1:${site}`,
    apiUrls: [`http://127.0.0.1:${api}`],
    connectUrls: [`ws://127.0.0.1:${connect}/v1/connect`],
  };
  const start = () => startNode('all', env, { site: urls.siteUrl });
  let node = await start();
  return {
    ...urls,
    get nodes() {
      return [node];
    },
    run: args => runCommand(args, env),
    restart: async between => {
      await node.process.stop();
      await between?.();
      node = await start();
    },
    stop: async () => {
      await node.process.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
