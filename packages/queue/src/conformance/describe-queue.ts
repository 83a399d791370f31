import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Queue } from '../queue.ts';
import { describeBounds } from './bounds.ts';
import { describeDelivery } from './delivery.ts';
import type { CreateQueue, QueueDeviations, QueueHarness } from './harness.ts';
import { describeSettingAside } from './setting-aside.ts';
import { describeSharing } from './sharing.ts';

/** What a test has: a node's handle, and the way to more of them. */
export interface Subject {
  queue: () => Queue;
  harness: () => QueueHarness;
}

/** The promises of the port. Every adapter passes them, or names what it cannot do and why. */
export function describeQueue(
  name: string,
  create: CreateQueue,
  deviations: QueueDeviations = {},
): void {
  describe(`queue: ${name}`, () => {
    let harness: QueueHarness;
    let queue: Queue;

    beforeEach(async () => {
      harness = await create();
      queue = await harness.open();
    });
    afterEach(() => harness.close());

    const subject: Subject = { queue: () => queue, harness: () => harness };
    describeDelivery(subject);
    describeSharing(subject, deviations);
    describeSettingAside(subject);
    describeBounds(create);
  });
}
