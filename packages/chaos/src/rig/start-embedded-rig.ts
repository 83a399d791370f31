import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@parley/core';
import { openSqliteStore } from '@parley/store/sqlite';
import { freePort } from '@parley/testing';
import { startNode } from '@parley/testing/deployment';
import { ManagedNode, type UnaskedEnd } from './managed-node.ts';
import { NODE_ENV } from './node-env.ts';
import type { Rig } from './rig.ts';

/** Everything in one process, on SQLite; queue, registry and session store in its memory. */
export async function startEmbeddedRig(logFolder: string): Promise<Rig> {
  const data = await mkdtemp(join(tmpdir(), 'parley-chaos-'));
  const [site, api, connect] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = {
    ...NODE_ENV,
    PARLEY_DATA_DIRECTORY: data,
    PARLEY_SITE_PORT: `${site}`,
    PARLEY_API_PORT: `${api}`,
    PARLEY_CONNECT_PORT: `${connect}`,
  };
  const unaskedEnds: UnaskedEnd[] = [];
  const node = await ManagedNode.start(
    'all-1',
    () => startNode('all', env, { site: `http://127.0.0.1:${site}` }, join(logFolder, 'all-1.log')),
    end => unaskedEnds.push(end),
  );
  return {
    about: 'one process with everything, SQLite',
    apiUrls: [`http://127.0.0.1:${api}`],
    connectUrls: [`ws://127.0.0.1:${connect}`],
    nodes: [node],
    links: [],
    servers: null,
    unaskedEnds,
    listDeadLetters: async () => [],
    openStore: () => openSqliteStore({ file: join(data, 'parley.db'), logger: silentLogger }),
    stop: async () => {
      await node.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
