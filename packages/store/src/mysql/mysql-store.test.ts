import { describe } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, startMariadb } from '@parley/testing';
import { describeStore } from '../conformance/describe-store.ts';
import { openMysqlStore } from './open-mysql-store.ts';

if (canStart('mariadb')) {
  describeStore('MariaDB', async () => {
    const server = await startMariadb();
    return {
      open: () => openMysqlStore({ url: server.url, logger: silentLogger }),
      dispose: () => server.stop(),
    };
  });
} else {
  describe.skip('store: MariaDB (there is no server to start here)', () => {});
}
