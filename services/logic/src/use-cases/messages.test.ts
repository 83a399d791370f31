import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import fc from 'fast-check';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { HistoryFrom } from './read-history.ts';

let logic: TestLogic;
let ann: Session;
let bob: Session;

beforeEach(async () => {
  logic = await openTestLogic({
    limits: { textChars: 100, pageSize: 10, groupMembers: 10, nameChars: 64 },
  });
  [ann, bob] = [await logic.person('ann'), await logic.person('bob')];
});
afterEach(() => logic.close());

const send = (session: Session, conversationId: string, clientId: string, words = clientId) =>
  logic.send(session, { conversationId, clientId, body: text(words) });
async function directWith(count: number): Promise<string> {
  const { conversation } = await logic.useCases.openDirect(ann, bob.userId);
  const { conversationId } = conversation;
  await Promise.all(
    Array.from({ length: count }, (_, i) => send(ann, conversationId, `m${i + 1}`)),
  );
  return conversationId;
}

describe('send', () => {
  test('is acknowledged with its place, and both members are told', async () => {
    const conversationId = await directWith(0);
    const sent = await send(ann, conversationId, 'c1', 'hello');
    expect(sent).toEqual({
      conversationId,
      seq: 1,
      messageId: expect.stringMatching(/^\d+$/),
      createdAtMs: logic.fakeClock.nowMs(),
    });
    await logic.settled();
    const dispatch = logic.queue.published.at(-1);
    expect(new Set(dispatch?.audience?.users?.userIds)).toEqual(new Set([ann.userId, bob.userId]));
    expect(JSON.parse(dispatch?.event.toString() ?? '')).toEqual({
      ...sent,
      type: 'message',
      senderId: ann.userId,
      clientId: 'c1',
      body: { kind: 'text', text: 'hello' },
    });
  });

  test('again under the same clientId is the same message, for good', async () => {
    const first = await send(ann, LOBBY_ID, 'c1', 'hello');
    logic.fakeClock.advance(400 * 24 * 3_600_000);
    expect(await send(ann, LOBBY_ID, 'c1', 'hello')).toEqual(first);
    await expect(send(ann, LOBBY_ID, 'c1', 'bye')).rejects.toMatchObject({
      code: 'client_id_conflict',
      details: { field: 'clientId', value: 'c1' },
    });
    await expect(send(ann, WORLD_ID, 'c1', 'hello')).rejects.toMatchObject({
      code: 'client_id_conflict',
    });
    expect((await send(bob, LOBBY_ID, 'c1', 'hello')).seq).toBe(first.seq + 1);
    await logic.settled();
    const events = logic.queue.published.filter(({ event }) => event.includes('"clientId":"c1"'));
    expect(events).toHaveLength(2);
  });

  test.each([
    ['conversationId', { conversationId: 'lobby' }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: 'two words' }],
    ['clientId', { clientId: 'x'.repeat(65) }],
    ['body', { body: 'hello' }],
    ['text', { body: text('   ') }],
    ['text', { body: text('x'.repeat(101)) }],
  ])('a bad %s is named: %j', async (field, changes) => {
    const input = { conversationId: LOBBY_ID, clientId: 'c1', body: text('hi'), ...changes };
    await expect(logic.send(ann, input)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field },
    });
  });
});

describe('history', () => {
  const read = (session: Session, conversationId: string, from: HistoryFrom, limit: number) =>
    logic.useCases.readHistory(session, conversationId, from, limit).then(page => ({
      seqs: page.events.map(({ seq }) => seq),
      hasMore: page.hasMore,
    }));

  test.each<[HistoryFrom, number, number[], boolean]>([
    [{ afterSeq: 0 }, 3, [1, 2, 3], true],
    [{ afterSeq: 3 }, 4, [4, 5, 6, 7], false],
    [{ afterSeq: 4 }, 10, [5, 6, 7], false],
    [{ afterSeq: 7 }, 10, [], false],
    [{ afterSeq: 99 }, 10, [], false],
    [{ beforeSeq: 99 }, 3, [5, 6, 7], true],
    [{ beforeSeq: 4 }, 3, [1, 2, 3], false],
    [{ beforeSeq: 3 }, 1, [2], true],
    [{ beforeSeq: 1 }, 5, [], false],
    [{ beforeSeq: 0 }, 5, [], false],
  ])('of seven, %j by %s', async (from, limit, seqs, hasMore) => {
    const id = await directWith(7);
    expect(await read(bob, id, from, limit)).toEqual({ seqs, hasMore });
  });

  test('never shows what was before one came, in no direction', async () => {
    const { conversation } = await logic.useCases.createConversation(ann, {
      kind: 'group',
      title: 'G',
      memberIds: [],
    });
    const id = conversation.conversationId;
    for (const clientId of ['a', 'b', 'c']) await send(ann, id, clientId);
    await logic.useCases.addMembers(ann, id, [bob.userId]);
    await send(ann, id, 'd');
    // 1 created, 2–4 messages, 5 bob, 6 message
    expect(await read(bob, id, { afterSeq: 0 }, 10)).toEqual({ seqs: [5, 6], hasMore: false });
    expect(await read(bob, id, { beforeSeq: 99 }, 10)).toEqual({ seqs: [5, 6], hasMore: false });
    expect(await read(bob, id, { beforeSeq: 6 }, 1)).toEqual({ seqs: [5], hasMore: false });
    expect(await read(bob, id, { beforeSeq: 5 }, 10)).toEqual({ seqs: [], hasMore: false });
    expect(await read(bob, id, { beforeSeq: 3 }, 10)).toEqual({ seqs: [], hasMore: false });
    expect(await read(ann, id, { beforeSeq: 6 }, 1)).toEqual({ seqs: [5], hasMore: true });
  });

  test('paging either way gives every event once, whatever the page size', async () => {
    const id = await directWith(17);
    const all = Array.from({ length: 17 }, (_, i) => i + 1);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async limit => {
        const up: number[] = [];
        for (let more = true; more; ) {
          const page = await read(bob, id, { afterSeq: up.at(-1) ?? 0 }, limit);
          up.push(...page.seqs);
          more = page.hasMore;
        }
        const down: number[] = [];
        for (let more = true; more; ) {
          const page = await read(bob, id, { beforeSeq: down[0] ?? 1_000 }, limit);
          down.unshift(...page.seqs);
          more = page.hasMore;
        }
        expect([up, down]).toEqual([all, all]);
      }),
      { numRuns: 10 },
    );
  });

  test.each([0, 11, 1.5])('a limit of %s is refused', async limit => {
    await expect(read(ann, LOBBY_ID, { afterSeq: 0 }, limit)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field: 'limit', expected: 'an integer from 1 to 10' },
    });
  });
});

describe('positions', () => {
  const positionsOf = async (session: Session, conversationId: string) => {
    const [member] = await logic.store.conversations.memberships([{ ...session, conversationId }]);
    return member && [member.deliveredSeq, member.readSeq];
  };
  const mark = (session: Session, conversationId: string, deliveredSeq: number, readSeq: number) =>
    logic.useCases.markPositions(session, { conversationId, deliveredSeq, readSeq });

  test('only grow, never pass the end, and 0 leaves one as it is', async () => {
    const id = await directWith(5);
    await mark(bob, id, 3, 2);
    expect(await positionsOf(bob, id)).toEqual([3, 2]);
    await mark(bob, id, 1, 4);
    expect(await positionsOf(bob, id)).toEqual([3, 4]);
    await mark(bob, id, 0, 1);
    await mark(bob, id, 99, 0);
    expect(await positionsOf(bob, id)).toEqual([5, 4]);
    expect(await positionsOf(ann, id)).toEqual([0, 0]);
  });

  test('marks of one turn are one write, and the furthest counts', async () => {
    const id = await directWith(9);
    const writes: number[] = [];
    const { conversations } = logic.store;
    const write = conversations.mark.bind(conversations);
    conversations.mark = positions => {
      writes.push(positions.length);
      return write(positions);
    };
    await Promise.all(
      [1, 5, 9, 3].flatMap(seq => [mark(ann, id, seq, 0), mark(bob, id, seq, seq)]),
    );
    expect(writes).toEqual([8]);
    expect(await positionsOf(ann, id)).toEqual([9, 0]);
    expect(await positionsOf(bob, id)).toEqual([9, 9]);
  });

  test('where one is not a member nothing happens; a bad id is named', async () => {
    await mark(ann, WORLD_ID, 1, 1);
    await mark(ann, '424242', 1, 1);
    await expect(mark(ann, 'x', 1, 1)).rejects.toMatchObject({
      details: { field: 'conversationId' },
    });
  });
});
