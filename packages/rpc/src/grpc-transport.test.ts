import { describeTransport } from './conformance/describe-transport.ts';
import { createTiers } from './test/tiers.ts';

describeTransport('over gRPC', () => createTiers());
