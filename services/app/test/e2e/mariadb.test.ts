import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { type Cluster, startCluster } from '@parley/testing/deployment';
import { describeContract } from './contract.ts';
import { TEST_ENV } from './test-env.ts';

jest.setTimeout(120_000);

describe('a cluster on MariaDB', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    const counts = { logic: 2, task: 1, connect: 2, api: 1, site: 0 };
    cluster = await startCluster({ env: TEST_ENV, database: 'mariadb', counts });
  });
  afterAll(() => cluster?.stop());

  describeContract(() => cluster);
});
