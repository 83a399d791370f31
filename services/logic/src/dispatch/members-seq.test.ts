import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import { eventRecord } from '../../test/records.ts';
import { assembleLogic } from '../assemble-logic.ts';
import type { Session } from '../tokens/authenticate.ts';
import { withMembersSeqs } from './members-seq.ts';

test('each event knows the change before it, a change the one before itself', () => {
  const events = [
    eventRecord(5),
    eventRecord(6, { type: 'members-added' }),
    eventRecord(7, { type: 'members-removed' }),
    eventRecord(8),
  ];
  const seqs = (before?: number) => withMembersSeqs(events, before).map(one => one.membersSeq);
  expect(seqs(2)).toEqual([2, 2, 6, 7]);
  // Not known: no less than what held.
  expect(seqs()).toEqual([4, 5, 6, 7]);
});

describe('what is dispatched', () => {
  let logic: TestLogic;
  let [ann, bob]: Session[] = [];
  let conversationId: string;
  const own = () => ann as Session;
  const userIdOf = (session: Session | undefined) => session?.userId ?? '';

  beforeEach(async () => {
    logic = await openTestLogic();
    [ann, bob] = [await logic.person('ann'), await logic.person('bob')];
    const input = { kind: 'group', title: 'Two', memberIds: [userIdOf(bob)] };
    const made = await logic.useCases.createConversation(own(), input);
    conversationId = made.conversation.conversationId;
  });
  afterEach(() => logic.close());

  const say = (clientId: string) =>
    logic.send(own(), { conversationId, clientId, body: text(clientId) });
  /** `seq after membersSeq` of what has been published of the group. */
  const published = () =>
    logic.queue.published
      .filter(dispatch => dispatch.conversationId === conversationId)
      .map(({ seq, membersSeq }) => `${seq} after ${membersSeq}`);

  /** 1 created, 2 and 3 messages, 4 removed, 5 message, 6 added, 7 message. */
  async function live() {
    await Promise.all([say('a'), say('b')]);
    await logic.useCases.removeMember(own(), conversationId, userIdOf(bob));
    await say('c');
    await logic.useCases.addMembers(own(), conversationId, [userIdOf(bob)]);
    await say('d');
  }

  test('says which change of members came before it', async () => {
    await live();
    await logic.settled();
    const expected = ['1 after 0', '2 after 1', '3 after 1', '4 after 1', '5 after 4'];
    expect(published()).toEqual([...expected, '6 after 4', '7 after 6']);
  });

  test('says the same when it is swept, or asks for more than it has to', async () => {
    await say('a');
    await logic.settled();
    logic.queue.published.length = 0;
    logic.queue.refusal = new Error('killed');
    await logic.useCases.removeMember(own(), conversationId, userIdOf(bob));
    await say('b');
    await logic.settled();
    logic.queue.refusal = undefined;
    logic.fakeClock.advance(1_500);
    await assembleLogic({ ...logic.ports, metrics: new Registry() }).sweeper.sweep();
    // What came before the swept removal is not known any more: the event before it stands for it.
    expect(published()).toEqual(['3 after 2', '4 after 3']);
  });

  test('and a sweep without a change takes it from the row', async () => {
    await logic.settled();
    logic.queue.published.length = 0;
    logic.queue.refusal = new Error('killed');
    await Promise.all([say('a'), say('b'), say('c')]);
    await logic.settled();
    logic.queue.refusal = undefined;
    logic.fakeClock.advance(1_500);
    await assembleLogic({ ...logic.ports, metrics: new Registry() }).sweeper.sweep();
    expect(published()).toEqual(['2 after 1', '3 after 1', '4 after 1']);
  });

  test('the members of now are told with the change that they are of', async () => {
    await logic.useCases.removeMember(own(), conversationId, userIdOf(bob));
    const ask = (...sessions: (Session | undefined)[]) =>
      logic.useCases.readMembers(conversationId, sessions.map(userIdOf));
    expect(await ask(bob, ann)).toMatchObject({ membersSeq: 2, members: [own()].map(pick) });
    await logic.useCases.addMembers(own(), conversationId, [userIdOf(bob)]);
    const members = [{ userId: userIdOf(bob), visibleFromSeq: 3 }, pick(own())];
    expect(await ask(bob, ann)).toMatchObject({ membersSeq: 3, members });
    expect(await logic.useCases.readMembers('77', ['1', 'x'])).toEqual({
      membersSeq: 0,
      members: [],
    });
  });
});

function pick({ userId }: Session) {
  return { userId };
}
