import { describe } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, startPostgres } from '@parley/testing';
import { describeStore } from '../conformance/describe-store.ts';
import { openPostgresStore } from './open-postgres-store.ts';

if (canStart('postgres')) {
  describeStore('PostgreSQL', async () => {
    const server = await startPostgres();
    return {
      open: () => openPostgresStore({ url: server.url, logger: silentLogger }),
      dispose: () => server.stop(),
    };
  });
} else {
  describe.skip('store: PostgreSQL (there is no server to start here)', () => {});
}
