import { describeTransport } from './conformance/describe-transport.ts';
import { createLocalTransport } from './local-transport.ts';
import { createTiers } from './test/tiers.ts';

describeTransport('within one process', () => createTiers(createLocalTransport()));
