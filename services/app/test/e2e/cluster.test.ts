import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { type Cluster, startCluster } from '@parley/testing/deployment';
import { describeBadInput } from './bad-input.ts';
import { describeChat } from './chat.ts';
import { describeCompat, describeCompatOfNodes } from './compat.ts';
import { describeAssignment } from './compat-assignment.ts';
import { describeImport } from './compat-import.ts';
import { describeTcp } from './compat-tcp.ts';
import { describeContract } from './contract.ts';
import { describeNodes } from './nodes.ts';
import { describePage } from './page.ts';
import { describePeopleOnPage } from './page-people.ts';
import { describePresence } from './presence.ts';
import { JWT_SECRET, TEST_ENV } from './test-env.ts';

jest.setTimeout(120_000);

describe('a cluster of processes', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({ env: TEST_ENV });
  });
  afterAll(() => cluster?.stop());

  describeChat(() => cluster);
  describeContract(() => cluster);
  describeBadInput(() => cluster, JWT_SECRET);
  describePresence(() => cluster);
  describeCompat(() => cluster);
  describeTcp(() => cluster);
  describeImport(() => cluster);
  describeAssignment(() => cluster);
  describePage(() => cluster);
  describePeopleOnPage(() => cluster);
  describeCompatOfNodes(() => cluster);
  // Last: it kills nodes.
  describeNodes(() => cluster);
});
