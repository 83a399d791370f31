import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@parley/core';
import { describeStore } from '../conformance/describe-store.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

describeStore('SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-store-'));
  return {
    open: () => openSqliteStore({ file: join(folder, 'data', 'parley.db'), logger: silentLogger }),
    dispose: () => rm(folder, { recursive: true }),
  };
});
