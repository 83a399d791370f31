import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import type { AppendResult, EventDraft, EventLog } from '@parley/store';
import { Registry } from 'prom-client';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import { refuser } from '../bounds.ts';
import { createLogicMetrics, type LogicMetrics } from '../metrics.ts';
import { DEFAULT_LOGIC_OPTIONS, type LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';
import { GroupCommitter } from './group-committer.ts';

let logic: TestLogic;
let ann: Session;

beforeEach(async () => {
  logic = await openTestLogic();
  ann = await logic.person('ann');
});
afterEach(() => logic.close());

/** A committer over the same log that tells its batches. */
function observed(
  options: Partial<LogicOptions> = {},
  append: EventLog['append'] = (drafts, admission) => logic.store.log.append(drafts, admission),
) {
  const batches: number[] = [];
  const metrics = createLogicMetrics(new Registry());
  const committer = new GroupCommitter({
    ...logic.ports,
    log: {
      append: (drafts, admission) => {
        batches.push(drafts.length);
        return append(drafts, admission);
      },
    },
    dispatcher: logic.dispatcher,
    clock: logic.fakeClock,
    metrics,
    refuse: refuser(metrics),
    options: {
      ...DEFAULT_LOGIC_OPTIONS,
      maxBatchDrafts: 256,
      maxWaitingDrafts: 1_000,
      ...options,
    },
  });
  return { batches, committer, refusals: () => refusalsOf(metrics) };
}

function draft(clientId: string, changes: Partial<EventDraft> = {}): EventDraft {
  return {
    messageId: logic.ports.nextId(),
    conversationId: LOBBY_ID,
    senderId: ann.userId,
    clientId,
    type: 'message',
    body: text(clientId),
    createdAtMs: logic.fakeClock.nowMs(),
    ...changes,
  };
}

/** How often each bound has refused; those that never did are left out. */
async function refusalsOf({ refused }: LogicMetrics): Promise<Record<string, number>> {
  const { values } = await refused.get();
  const counted = values.filter(({ value }) => value > 0);
  return Object.fromEntries(counted.map(({ labels, value }) => [labels.bound, value]));
}

const seqOf = (result: AppendResult) =>
  result.status === 'appended' || result.status === 'duplicate' ? result.event.seq : result.status;

describe('a group commit', () => {
  test('drafts of one turn share few transactions and keep their order', async () => {
    const { batches, committer } = observed();
    const results = await Promise.all(
      Array.from({ length: 600 }, (_, i) => committer.append(draft(`m${i}`))),
    );
    expect(batches).toEqual([256, 256, 88]);
    const first = 2; // after ann's joining
    expect(results.map(seqOf)).toEqual(Array.from({ length: 600 }, (_, i) => first + i));
  });

  test('a repeat, a conflict and a refusal in the same batch disturb nobody', async () => {
    const { batches, committer } = observed();
    const results = await Promise.all([
      committer.append(draft('a')),
      committer.append(draft('a')),
      committer.append(draft('a', { body: text('something else') })),
      committer.append(draft('b', { conversationId: '999' })),
      committer.append(draft('c', { senderId: '888' })),
      committer.append(draft('d')),
    ]);
    expect(batches).toEqual([6]);
    expect(results.map(result => result.status)).toEqual([
      'appended',
      'duplicate',
      'conflict',
      'refused',
      'refused',
      'appended',
    ]);
    expect(results.map(seqOf)).toEqual([2, 2, 'conflict', 'refused', 'refused', 3]);
    await logic.settled();
    expect(logic.queue.places).toEqual(['1/1', '1/2', '1/3']);
  });

  test('what comes while a transaction runs forms the next one', async () => {
    const { batches, committer } = observed({}, async (drafts, admission) => {
      await new Promise(resolve => setTimeout(resolve, 20));
      return logic.store.log.append(drafts, admission);
    });
    const first = committer.append(draft('first'));
    await new Promise(resolve => setTimeout(resolve, 5));
    const later = ['second', 'third'].map(id => committer.append(draft(id)));
    expect((await Promise.all([first, ...later])).map(seqOf)).toEqual([2, 3, 4]);
    expect(batches).toEqual([1, 2]);
  });

  test('conversations go to different lanes, each in order', async () => {
    const { userId } = ann;
    const ids = await Promise.all(
      ['A', 'B', 'C', 'D', 'E', 'F'].map(async title => {
        const created = await logic.useCases.createConversation(ann, {
          kind: 'room',
          title,
          memberIds: [],
        });
        return created.conversation.conversationId;
      }),
    );
    const { batches, committer } = observed({ appendLanes: 3 });
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        committer.append(
          draft(`l${i}`, { conversationId: ids[i % ids.length] ?? '', senderId: userId }),
        ),
      ),
    );
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.length).toBeLessThanOrEqual(3);
    for (const [i, result] of results.entries()) {
      expect(seqOf(result)).toBe(2 + Math.floor(i / ids.length));
    }
  });

  test('when too many wait, one is refused at once and the others are written', async () => {
    const { committer, refusals } = observed({ maxWaitingDrafts: 3 });
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map(id => committer.append(draft(id))),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(results[3]).toMatchObject({
      reason: { code: 'overloaded', retryable: true, details: { retryAfterMs: 500 } },
    });
    expect(await refusals()).toEqual({ maxWaitingDrafts: 1 });
    expect(await logic.store.log.read(LOBBY_ID, { afterSeq: 1 }, 10)).toHaveLength(3);
  });

  test('while the database stands still new ones are refused early, and nothing is lost', async () => {
    const { promise: thaw, resolve: letGo } = Promise.withResolvers<void>();
    const { committer, refusals } = observed(
      { maxDraftWaitMs: 1_000 },
      async (drafts, admission) => {
        await thaw;
        return logic.store.log.append(drafts, admission);
      },
    );
    const first = committer.append(draft('first'));
    logic.fakeClock.advance(1_000);
    const second = committer.append(draft('second'));
    logic.fakeClock.advance(1);
    const late = Array.from({ length: 100 }, (_, i) => committer.append(draft(`late ${i}`)));
    const outcomes = await Promise.allSettled(late);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await refusals()).toEqual({ maxDraftWaitMs: 100 });
    expect(committer.size).toBeLessThanOrEqual(2);
    letGo();
    expect((await Promise.all([first, second])).map(seqOf)).toEqual([2, 3]);
    expect(await committer.append(draft('late 1')).then(seqOf)).toBe(4);
  });

  test('a transaction that fails fails its own drafts; the next one is tried', async () => {
    let isAway = true;
    const { committer } = observed({}, async (drafts, admission) => {
      if (isAway) throw new Error('the database is away');
      return logic.store.log.append(drafts, admission);
    });
    await expect(committer.append(draft('a'))).rejects.toThrow('the database is away');
    isAway = false;
    expect(await committer.append(draft('a')).then(seqOf)).toBe(2);
  });
});
