import { describe } from '@jest/globals';
import type { Tiers } from '../test/tiers.ts';
import { describeContents } from './describe-contents.ts';
import { describeExchange } from './describe-exchange.ts';
import { describeLifecycle } from './describe-lifecycle.ts';
import { describePush } from './describe-push.ts';
import { describeUnary } from './describe-unary.ts';

/** What holds however two tiers reach each other: over gRPC, or within one process. */
export function describeTransport(name: string, create: () => Tiers): void {
  describe(name, () => {
    describeUnary(create);
    describeExchange(create);
    describePush(create);
    describeContents(create);
    describeLifecycle(create);
  });
}
