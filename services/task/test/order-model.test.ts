import { expect, test } from '@jest/globals';
import { ParleyError, silentLogger, systemClock } from '@parley/core';
import type { QueueItem } from '@parley/queue';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { createDispatchHandler } from '../src/consumers/consume-dispatches.ts';
import { readItem } from '../src/consumers/read-item.ts';
import { createTaskMetrics } from '../src/metrics.ts';
import { DEFAULT_TASK_OPTIONS } from '../src/options.ts';
import type { RoutedDispatch } from '../src/routing/dispatch.ts';
import { createDeliverDispatches } from '../src/use-cases/deliver-dispatches.ts';
import { PendingChanges } from '../src/use-cases/pending-changes.ts';
import { createPushOrPostpone } from '../src/use-cases/push-or-postpone.ts';
import { payloadOf, routed, toSubscribers } from './dispatch.ts';

const NODE = 'n';
const USERS = ['1', '2'];

/** What happens in a conversation: somebody comes or goes, or, without a user, a message. */
interface Happening {
  conversationId: string;
  userId?: string;
}

/** What the next batch meets. `lost` is a push that arrives although it counts as failed. */
type Luck = 'good' | 'refused' | 'lost' | 'takeover' | 'killed' | 'killed before the push';

interface Step {
  luck: Luck;
  maxItems: number;
  /** Which of the postponed come back before it. */
  due: number[];
}

/** A connect node as far as membership goes: who joins does so before the event, who leaves after it. */
class ModelNode {
  readonly heard: { userId: string; conversationId: string; seq: number }[] = [];
  /** `conversationId userId` with the first seq that may be heard. */
  readonly subscribed = new Map<string, number>();

  take(dispatches: readonly RoutedDispatch[]): void {
    for (const { conversationId, seq, subscriptions } of dispatches) {
      const key = (userId: string) => `${conversationId} ${userId}`;
      for (const { userId, subscribed } of subscriptions) {
        const before = this.subscribed.get(key(userId)) ?? seq;
        if (subscribed) this.subscribed.set(key(userId), Math.min(before, seq));
      }
      for (const userId of USERS) {
        const fromSeq = this.subscribed.get(key(userId));
        if (fromSeq !== undefined && fromSeq <= seq) {
          this.heard.push({ userId, conversationId, seq });
        }
      }
      for (const { userId, subscribed } of subscriptions) {
        if (!subscribed) this.subscribed.delete(key(userId));
      }
    }
  }
}

/** The log as dispatches in order, and who may hear what. */
function writeLog(happenings: readonly Happening[]) {
  const members = new Set<string>();
  const lastSeqs = new Map<string, number>();
  const mayHear = new Set<string>();
  const dispatches = happenings.map(({ conversationId, userId }) => {
    const seq = (lastSeqs.get(conversationId) ?? 0) + 1;
    lastSeqs.set(conversationId, seq);
    const was = new Set(members);
    const key = `${conversationId} ${userId}`;
    const subscribed = !members.has(key);
    if (userId !== undefined && !members.delete(key)) members.add(key);
    for (const one of [...was, ...members]) mayHear.add(`${one} ${seq}`);
    const subscriptions = userId === undefined ? [] : [{ userId, subscribed }];
    return routed({ ...toSubscribers(conversationId, seq), subscriptions });
  });
  return { dispatches, mayHear, members };
}

/** One partition of the queue as its contract says, whose postponed come back in any order. */
class ModelQueue {
  waiting: QueueItem[];
  readonly postponed: QueueItem[] = [];
  /** So many of the first that wait are the batch in hand: it comes again whole, and first. */
  inHand = 0;
  private lastId = 0;

  constructor(dispatches: readonly RoutedDispatch[]) {
    this.waiting = dispatches.map(one => this.itemOf(payloadOf(one)));
  }

  postpone(payload: Uint8Array): string {
    const item = this.itemOf(payload);
    this.postponed.push(item);
    return item.itemId;
  }

  private itemOf(payload: Uint8Array): QueueItem {
    this.lastId += 1;
    return { itemId: String(this.lastId), partition: 0, payload };
  }

  bringBack(picks: readonly number[]): void {
    if (this.inHand > 0) return;
    const back = picks.flatMap(pick => {
      const { length } = this.postponed;
      return length === 0 ? [] : this.postponed.splice(pick % length, 1);
    });
    this.waiting.unshift(...back);
  }
}

function startModel(queue: ModelQueue, node: ModelNode) {
  const metrics = createTaskMetrics(new Registry(), {
    depth: async () => ({ waiting: 0, postponed: 0, dead: 0 }),
    load: { pending: 0, refused: 0 },
  });
  let luck: Luck = 'good';
  const own = () => {
    const pending = new PendingChanges();
    pending.reset(0, queue.postponed.map(readItem));
    const pushOrPostpone = createPushOrPostpone({
      queue: {
        postpone: async (_partition, payload) => queue.postpone(payload),
        bury: async () => {},
      },
      push: async (_serverId, dispatches) => {
        if (luck === 'killed before the push') throw new Error('nothing was done');
        if (luck !== 'refused') node.take(dispatches.map(routed));
        if (luck === 'refused' || luck === 'lost') throw new ParleyError('unavailable', luck);
        return { deliveries: 0 };
      },
      pending,
      retry: DEFAULT_TASK_OPTIONS,
      clock: systemClock,
      logger: silentLogger,
      metrics,
    });
    const deliver = createDeliverDispatches({
      sessionStore: {
        hosts: async ids => new Map(ids.map(id => [id, [NODE]])),
        locate: async () => new Map(),
      },
      connect: { live: () => new Set([NODE]) },
      evictor: { missing: [], evict: async () => {} },
      pushOrPostpone,
      metrics,
      pushSize: { dispatches: 2, bytes: 1_000_000 },
    });
    const ports = { deliver, pending, clock: systemClock, logger: silentLogger, metrics };
    return createDispatchHandler({ ...ports, buryPoison: async () => {} });
  };
  let handle = own();

  return async (step: Step): Promise<void> => {
    luck = step.luck;
    if (luck === 'takeover') handle = own();
    queue.bringBack(step.due.slice(0, step.maxItems));
    queue.inHand ||= Math.min(step.maxItems, queue.waiting.length);
    const batch = queue.waiting.slice(0, queue.inHand);
    await handle(batch);
    // Who is killed has acknowledged nothing: somebody else gets the batch again.
    if (luck === 'killed' || luck === 'killed before the push') handle = own();
    else {
      queue.waiting = queue.waiting.slice(batch.length);
      queue.inHand = 0;
    }
  };
}

const anyHappening: fc.Arbitrary<Happening> = fc.record(
  {
    conversationId: fc.constantFrom('10', '10', '10', '11'),
    userId: fc.constantFrom(...USERS),
  },
  { requiredKeys: ['conversationId'] },
);

const anyStep: fc.Arbitrary<Step> = fc.record({
  luck: fc.constantFrom<Luck[]>(
    'good',
    'good',
    'refused',
    'refused',
    'lost',
    'takeover',
    'killed',
    'killed before the push',
  ),
  maxItems: fc.integer({ min: 1, max: 5 }),
  due: fc.array(fc.nat(20), { maxLength: 3 }),
});

test('whatever fails, nobody hears what came after the own removal, and in the end all is right', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyHappening, { maxLength: 16 }),
      fc.array(anyStep, { maxLength: 20 }),
      async (happenings, steps) => {
        const { dispatches, mayHear, members } = writeLog(happenings);
        const queue = new ModelQueue(dispatches);
        const node = new ModelNode();
        const run = startModel(queue, node);
        for (const step of steps) await run(step);
        for (let i = 0; queue.waiting.length + queue.postponed.length > 0; i++) {
          if (i === 500) throw new Error('the queue does not become empty');
          await run({ luck: 'good', maxItems: 5, due: [i, i] });
        }
        for (const { userId, conversationId, seq } of node.heard) {
          expect(mayHear).toContain(`${conversationId} ${userId} ${seq}`);
        }
        expect(new Set(node.subscribed.keys())).toEqual(members);
      },
    ),
    { numRuns: 1_000 },
  );
});
