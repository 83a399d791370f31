import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import { openTestLogic, QUEUE_IS_AWAY, type TestLogic, text } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';

let logic: TestLogic;
let ann: Session;
let bob: Session;
let cyd: Session;

beforeEach(async () => {
  logic = await openTestLogic({ receiptMembers: 3 });
  [ann, bob, cyd] = [
    await logic.person('ann'),
    await logic.person('bob'),
    await logic.person('cyd'),
  ];
});
afterEach(() => logic.close());

let sent = 0;
const send = (session: Session, conversationId: string, mentions?: string[]) =>
  logic.send(session, {
    conversationId,
    clientId: `c${++sent}`,
    body: mentions ? JSON.stringify({ kind: 'text', text: 'hi', mentions }) : text('hi'),
  });
const mark = (session: Session, conversationId: string, deliveredSeq: number, readSeq: number) =>
  logic.useCases.markPositions(session, { conversationId, deliveredSeq, readSeq });
async function direct(): Promise<string> {
  const { conversation } = await logic.useCases.openDirect(ann, bob.userId);
  return conversation.conversationId;
}
async function group(...members: Session[]): Promise<string> {
  const { conversation } = await logic.useCases.createConversation(ann, {
    kind: 'group',
    title: 'G',
    memberIds: members.map(({ userId }) => userId),
  });
  return conversation.conversationId;
}

/** What was told of positions, and to whom. */
const signals = () =>
  logic.queue.published
    .filter(({ signal }) => signal.length > 0)
    .map(({ audience, signal, conversationId, event }) => {
      const { type, ...said } = JSON.parse(signal.toString());
      expect([type, said.conversationId, event.length]).toEqual(['position', conversationId, 0]);
      const to = audience?.users ? audience.users.userIds.toSorted().join() : audience?.to;
      return { to, of: said.userId, at: [said.deliveredSeq, said.readSeq] };
    });

describe('who is told that somebody has received or read', () => {
  test('in a direct conversation both, and only of what has moved', async () => {
    const id = await direct();
    await send(ann, id);
    const both = [ann.userId, bob.userId].toSorted().join();
    await mark(bob, id, 1, 0);
    await eventually(() => expect(signals()).toHaveLength(1));
    await mark(bob, id, 1, 0);
    await mark(bob, id, 9, 1);
    await mark(bob, id, 9, 9);
    await eventually(() => expect(signals()).toHaveLength(2));
    expect(signals()).toEqual([
      { to: both, of: bob.userId, at: [1, 0] },
      { to: both, of: bob.userId, at: [1, 1] },
    ]);
  });

  test('in a small group its subscribers; in a larger one, a room: the own devices, of what was read', async () => {
    const small = await group(bob, cyd);
    const dan = await logic.person('dan');
    const large = await group(bob, cyd, dan);
    for (const id of [small, large, LOBBY_ID]) {
      const { seq } = await send(ann, id);
      await mark(bob, id, seq, 0);
      await mark(cyd, id, seq, seq);
    }
    await mark(bob, WORLD_ID, 1, 1);
    await eventually(() => expect(signals()).toHaveLength(4));
    await logic.signals.close();
    expect(signals()).toEqual([
      { to: 'subscribers', of: bob.userId, at: [2, 0] },
      { to: 'subscribers', of: cyd.userId, at: [2, 2] },
      { to: cyd.userId, of: cyd.userId, at: [2, 2] },
      expect.objectContaining({ to: cyd.userId, of: cyd.userId }),
    ]);
  });

  test('what moves while signals are on their way is told once, where it has come to', async () => {
    const id = await group(bob, cyd);
    for (let n = 0; n < 20; n++) await send(ann, id);
    const published = logic.queue.elements.length;
    for (let seq = 1; seq <= 20; seq++) {
      await Promise.all([mark(bob, id, seq, 0), mark(cyd, id, seq, seq - 1)]);
    }
    await logic.signals.close();
    const told = signals();
    expect(told.filter(one => one.of === bob.userId).at(-1)?.at).toEqual([20, 0]);
    expect(told.filter(one => one.of === cyd.userId).at(-1)?.at).toEqual([20, 19]);
    // 40 positions moved, one by one; the pause between two flushes is longer than that takes.
    expect(told.length).toBeLessThan(20);
    const perFlush = logic.queue.elements.length - published;
    expect(perFlush).toBeLessThan(20);
  });

  test('a queue that is away costs nobody a mark; the next one tells what was missed', async () => {
    const id = await direct();
    await send(ann, id);
    await send(ann, id);
    await logic.settled();
    logic.queue.refusal = QUEUE_IS_AWAY;
    await mark(bob, id, 1, 1);
    const dropped = () => logic.ports.metrics.getSingleMetricAsString(DROPPED);
    await eventually(async () => expect(await dropped()).toContain(`${DROPPED} 1`));
    expect(signals()).toEqual([]);
    logic.queue.refusal = undefined;
    await mark(bob, id, 2, 0);
    await eventually(() => expect(signals()).toMatchObject([{ of: bob.userId, at: [2, 1] }]));
    expect(await logic.ports.metrics.getSingleMetricAsString(TOLD)).toContain(`${TOLD} 1`);
  });
});

const DROPPED = 'parley_logic_signals_dropped_total';
const TOLD = 'parley_logic_signals_total';

describe('asking how far the others are', () => {
  test('is answered to members, where positions are shared', async () => {
    const [pair, small] = [await direct(), await group(bob)];
    const large = await group(bob, cyd, await logic.person('dan'));
    const foreign = await logic.useCases
      .openDirect(bob, cyd.userId)
      .then(({ conversation }) => conversation.conversationId);
    await send(ann, pair);
    await mark(bob, pair, 1, 1);
    await send(ann, small);
    await logic.useCases.addMembers(ann, small, [cyd.userId]);
    await mark(cyd, small, 3, 0);

    const ids = [pair, small, large, foreign, LOBBY_ID, WORLD_ID, '4242', pair];
    const found = await logic.useCases.readPositions(ann, ids);
    expect(found.map(one => [one.conversationId, one.tooMany, one.members.length])).toEqual([
      [pair, false, 2],
      [small, false, 3],
      [large, true, 0],
      [LOBBY_ID, true, 0],
      [WORLD_ID, true, 0],
    ]);
    expect(found[0]?.members).toContainEqual(
      expect.objectContaining({ userId: bob.userId, deliveredSeq: 1, readSeq: 1 }),
    );
    expect(found[1]?.members).toContainEqual(
      expect.objectContaining({
        userId: cyd.userId,
        deliveredSeq: 3,
        readSeq: 2,
        visibleFromSeq: 3,
      }),
    );
    await expect(
      logic.useCases.readPositions(
        ann,
        Array.from({ length: 51 }, (_, i) => `${i + 1}`),
      ),
    ).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'conversationIds' } });
  });

  test('members are listed with their positions', async () => {
    const id = await direct();
    await send(ann, id);
    await mark(bob, id, 1, 1);
    const page = await logic.useCases.listMembers(ann, id, { limit: 10, cursor: '' });
    expect(page.items.map(({ member }) => [member.userId, member.readSeq])).toEqual(
      expect.arrayContaining([
        [bob.userId, 1],
        [ann.userId, 0],
      ]),
    );
  });
});

describe('heads', () => {
  test('come back when another device has read, unless the client does not say', async () => {
    const id = await direct();
    const { seq } = await send(ann, id);
    const differs = async (readSeq?: number) => {
      const known = { conversationId: id, seq, epoch: 1, readSeq };
      const { heads } = await logic.useCases.readHeads(bob, [known]);
      return heads.some(({ conversation }) => conversation.conversationId === id);
    };
    expect([await differs(), await differs(0), await differs(1)]).toEqual([false, false, true]);
    await mark(bob, id, 1, 1);
    expect([await differs(), await differs(0), await differs(1)]).toEqual([false, true, false]);
  });

  test('nobody has a position in the world channel', async () => {
    const { seq } = await send(ann, WORLD_ID);
    const known = [{ conversationId: WORLD_ID, seq, epoch: 1, readSeq: 0 }];
    const { heads } = await logic.useCases.readHeads(bob, known);
    expect(heads.map(({ conversation }) => conversation.conversationId)).toEqual([LOBBY_ID]);
  });
});

describe('unread counts', () => {
  const countsOf = async (session: Session, conversationId: string) => {
    const { unread } = await logic.useCases.getConversation(session, conversationId);
    return [unread.messages, unread.mentions];
  };

  test("are of others' messages after the read position", async () => {
    const id = await direct();
    await send(ann, id);
    await send(bob, id, [ann.userId, bob.userId, ann.userId]);
    await send(ann, id, [bob.userId]);
    await send(ann, id, [bob.userId, cyd.userId]);
    expect(await countsOf(bob, id)).toEqual([3, 2]);
    expect(await countsOf(ann, id)).toEqual([1, 1]);
    await mark(bob, id, 0, 3);
    expect(await countsOf(bob, id)).toEqual([1, 1]);
    await mark(bob, id, 0, 4);
    expect(await countsOf(bob, id)).toEqual([0, 0]);
    const [listed] = (await logic.useCases.listConversations(ann, { limit: 100, cursor: '' }))
      .items;
    expect(listed).toMatchObject({ unread: { messages: 1, mentions: 1 } });
  });

  test('begin where somebody came, and nothing of the world is unread', async () => {
    const id = await group();
    for (let n = 0; n < 3; n++) await send(ann, id, [bob.userId]);
    await logic.useCases.addMembers(ann, id, [bob.userId]);
    await send(ann, id);
    await send(ann, WORLD_ID, [bob.userId]);
    expect(await countsOf(bob, id)).toEqual([1, 0]);
    expect(await countsOf(bob, WORLD_ID)).toEqual([0, 0]);
    await logic.useCases.leaveConversation(bob, LOBBY_ID);
    expect(await countsOf(bob, LOBBY_ID)).toEqual([0, 0]);
  });

  test('look at the first thousand events only, and no further than the log was long', async () => {
    const id = await direct();
    await Promise.all(Array.from({ length: 1_005 }, () => send(ann, id)));
    expect(await countsOf(bob, id)).toEqual([1_000, 0]);
    await mark(bob, id, 0, 3);
    expect(await countsOf(bob, id)).toEqual([1_000, 0]);
    await mark(bob, id, 0, 6);
    expect(await countsOf(bob, id)).toEqual([999, 0]);
  });

  test('a mention is part of what the message says', async () => {
    const id = await direct();
    const body = JSON.stringify({ kind: 'text', text: 'hi', mentions: [bob.userId] });
    const input = { conversationId: id, clientId: 'same', body };
    await logic.send(ann, input);
    await logic.send(ann, input);
    await expect(logic.send(ann, { ...input, body: text('hi') })).rejects.toMatchObject({
      code: 'client_id_conflict',
    });
    const page = await logic.useCases.readHistory(bob, id, { afterSeq: 0 }, 9);
    expect(page.events.map(event => JSON.parse(event.body).mentions)).toEqual([[bob.userId]]);
    expect(await countsOf(bob, id)).toEqual([1, 1]);
  });
});
