import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { FenceNode, turns } from './fence-node.ts';
import { GroupLog } from './group-log.ts';

const opened: FenceNode[] = [];
afterEach(() => {
  for (const node of opened.splice(0)) node.fence.close();
});

/** A group that 1 and 2 have joined, both here. */
async function start(options: ConstructorParameters<typeof FenceNode>[1] = {}) {
  const log = new GroupLog();
  for (const userId of ['1', '2']) log.change(userId);
  const node = new FenceNode(log, options);
  opened.push(node);
  await node.live('1', '2');
  return { log, node };
}

const FOREVER = { patienceMs: 60_000 };
const asked = (node: FenceNode) => eventually(() => expect(node.questions).toHaveLength(1));

test('in order everything passes at once, and nobody is asked', async () => {
  const { log, node } = await start(FOREVER);
  node.push(log.say(), log.change('2'), log.say());
  node.push(log.change('2'));
  node.push(log.say());
  await turns(6);
  expect(node.heardBy('1')).toEqual([3, 4, 5, 6, 7]);
  expect(node.heardBy('2')).toEqual([3, 4, 6, 7]);
  expect(node.tally).toEqual({ held: 0, membersAsked: 0, fencedOff: 0 });
});

test('an event that has overtaken a removal waits for it', async () => {
  const { log, node } = await start(FOREVER);
  const [removal, after] = [log.change('2'), log.say()];
  node.push(after);
  await turns(4);
  expect(node.heard).toEqual([]);
  node.push(removal);
  await turns(4);
  expect(node.heardBy('1')).toEqual([3, 4]);
  expect(node.heardBy('2')).toEqual([3]);
  expect(node.tally).toMatchObject({ held: 1, membersAsked: 0 });
});

test('changes that come in reverse are carried out in their order', async () => {
  const { log, node } = await start(FOREVER);
  const seqs = [log.change('2'), log.change('2'), log.change('1'), log.say()];
  for (const seq of seqs.toReversed()) node.push(seq);
  await turns(6);
  expect(node.subscribers).toEqual(['2']);
  expect(new Set(node.heardBy('2'))).toEqual(new Set([3, 4, 5, 6]));
  expect(new Set(node.heardBy('1'))).toEqual(new Set([3, 4, 5]));
  expect(node.tally.membersAsked).toBe(0);
});

test('a removal that does not come is asked for; who is out hears nothing, and learns it by hello', async () => {
  const { log, node } = await start();
  const [removal, after] = [log.change('2'), log.say()];
  node.push(after);
  await asked(node);
  expect(node.questions[0]?.userIds).toEqual(['1', '2']);
  node.answer();
  await eventually(() => expect(node.heardBy('1')).toEqual([4]));
  expect(node.subscribers).toEqual(['1']);
  node.push(log.say());
  node.push(removal);
  await eventually(() => expect(node.heardBy('1')).toEqual([4, 5, 3]));
  expect(node.heardBy('2')).toEqual([]);
  expect(node.closed).toEqual(['2']);
  expect(node.tally.membersAsked).toBe(1);
});

test('a join that is pushed again after the user has left changes nothing', async () => {
  const { log, node } = await start();
  await node.live('3');
  const [join, removal] = [log.change('3'), log.change('3')];
  node.push(join, removal);
  await turns(4);
  expect(node.heardBy('3')).toEqual([join, removal]);
  node.push(join);
  await asked(node);
  // Those who are subscribed are not in question.
  expect(node.questions[0]?.userIds).toEqual(['3']);
  node.push(log.say());
  await node.settle();
  expect(node.heardBy('3')).toEqual([join, removal]);
  expect(node.heardBy('1')).toContain(5);
  expect(node.subscribers).toEqual(['1', '2']);
});

test('the first who joins on a node does so when logic confirms it', async () => {
  const log = new GroupLog();
  log.change('1');
  const node = new FenceNode(log);
  await node.live('2');
  node.push(log.change('2'), log.say());
  await asked(node);
  expect(node.heard).toEqual([]);
  node.answer();
  await eventually(() => expect(node.heardBy('2')).toEqual([2, 3]));
});

test('a removal does not concern who is back by a later hello', async () => {
  const { log, node } = await start(FOREVER);
  const [removal, again] = [log.change('2'), log.change('2')];
  node.channels.get('2')?.lost(1006);
  await node.live('2');
  node.push(removal, again, log.say());
  await turns(4);
  expect(node.heardBy('2')).toEqual([again, 5]);
});

test('an old answer of a hello does not undo what the node has learned meanwhile', async () => {
  const { log, node } = await start();
  log.change('3');
  node.push(log.lastSeq);
  node.hello('3');
  node.read('3');
  log.change('3');
  node.push(log.say());
  await asked(node);
  node.answer();
  await turns(2);
  await node.welcome('3');
  // It was not in the answer: it is asked about before it is subscribed.
  await asked(node);
  node.push(log.say());
  await node.settle();
  expect(node.heardBy('3')).toEqual([]);
  expect(node.heardBy('1')).toEqual([3, 5, 6]);
});

test('when nobody can say who is in, all of them are closed and resume', async () => {
  const { log, node } = await start();
  await node.live('3');
  log.say();
  const [join, after] = [log.change('3'), log.say()];
  log.change('2');
  node.push(after, join, log.say());
  await asked(node);
  node.fail();
  await eventually(() => expect(node.closed.toSorted()).toEqual(['1', '2', '3']));
  expect(node.tally.fencedOff).toBe(3);
  expect(node.fence.isIdle).toBe(true);
  await node.live('1', '3');
  node.push(log.say());
  await node.settle();
  expect([node.heardBy('1'), node.heardBy('3')].map(seqs => seqs.at(-1))).toEqual([8, 8]);
});

test('what waits is bounded', async () => {
  const { log, node } = await start({ ...FOREVER, maxHeldBytes: 1_000 });
  log.change('2');
  node.push(log.say(), log.say(), log.say());
  expect(node.closed).toEqual([]);
  node.push(log.say());
  expect(node.closed.toSorted()).toEqual(['1', '2']);
});

test('signals of the moment do not wait', async () => {
  const { log, node } = await start(FOREVER);
  log.change('2');
  node.push(log.say());
  node.signal();
  await turns(4);
  expect(node.tally.held).toBe(1);
  expect(node.signals).toBe(2);
});

test('who asks to be sure lets go whom a lost removal was about', async () => {
  const { log, node } = await start();
  log.change('2');
  node.fence.check(log.conversationId);
  await node.settle();
  expect(node.subscribers).toEqual(['1']);
});

test('a fence that is closed asks no more', async () => {
  const { log, node } = await start();
  log.change('2');
  node.push(log.say());
  node.fence.close();
  await node.settle();
  expect(node.tally.membersAsked).toBe(0);
});

test('hellos that come together ask nobody, unless the first of them knew more', async () => {
  const log = new GroupLog();
  for (const userId of ['1', '2', '3']) log.change(userId);
  const node = new FenceNode(log);
  opened.push(node);
  for (const userId of ['1', '2', '3']) node.hello(userId);
  node.read('1');
  node.read('2');
  log.change('4');
  node.read('3');
  for (const userId of ['1', '2', '3']) await node.welcome(userId);
  expect(node.subscribers).toEqual(['1', '2', '3']);
  expect(node.tally.membersAsked).toBe(0);

  const other = new FenceNode(log);
  opened.push(other);
  other.hello('1');
  other.hello('2');
  other.read('2');
  log.change('2');
  await other.welcome('1');
  await other.welcome('2');
  await asked(other);
  await other.settle();
  expect(other.subscribers).toEqual(['1']);
});
