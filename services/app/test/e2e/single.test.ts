import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { type Deployment, startSingle } from '@parley/testing/deployment';
import { describeBadInput } from './bad-input.ts';
import { describeChat } from './chat.ts';
import { describeCompat } from './compat.ts';
import { describeAssignment } from './compat-assignment.ts';
import { describeImport } from './compat-import.ts';
import { describeCompatOnPage } from './compat-page.ts';
import { describeTcp } from './compat-tcp.ts';
import { describeContract } from './contract.ts';
import { describePage } from './page.ts';
import { describePeopleOnPage } from './page-people.ts';
import { describePresence } from './presence.ts';
import { describeReadme } from './readme.ts';
import { JWT_SECRET, TEST_ENV } from './test-env.ts';

jest.setTimeout(120_000);

describe('one process', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await startSingle({ env: TEST_ENV });
  });
  afterAll(() => deployment?.stop());

  describeChat(() => deployment);
  describeContract(() => deployment);
  describeBadInput(() => deployment, JWT_SECRET);
  describePresence(() => deployment);
  describeCompat(() => deployment);
  describeTcp(() => deployment);
  describeImport(() => deployment);
  describeAssignment(() => deployment);
  describeCompatOnPage(() => deployment);
  describePage(() => deployment);
  describePeopleOnPage(() => deployment);
  describeReadme(() => deployment);
});
