import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FenceNode, turns } from './fence-node.ts';
import { GroupLog } from './group-log.ts';

const USERS = ['1', '2', '3'];

type Step =
  | { do: 'change' | 'hello' | 'read' | 'welcome' | 'gone'; userId: string }
  | { do: 'push'; pick: number }
  | { do: 'say' | 'read row' | 'answer' | 'fail' | 'turn' };

interface Run {
  members: string[];
  steps: Step[];
  /** Which dispatches are lost for good, of those that bring nobody in. */
  lost: boolean[];
}

const ofUser = fc.record({
  do: fc.constantFrom('change', 'change', 'change', 'hello', 'read', 'welcome', 'welcome', 'gone'),
  userId: fc.constantFrom(...USERS),
}) as fc.Arbitrary<Step>;
const ofNobody = fc.record({
  do: fc.constantFrom('say', 'say', 'read row', 'answer', 'answer', 'fail', 'turn', 'turn'),
}) as fc.Arbitrary<Step>;
// Counted from the end: what has just been committed is pushed most often.
const ofDispatch: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('push' as const),
  pick: fc.oneof(fc.constant(0), fc.nat(2), fc.nat(12)),
});
const anyRun: fc.Arbitrary<Run> = fc.record({
  members: fc.subarray(USERS),
  steps: fc.array(fc.oneof(ofUser, ofNobody, ofDispatch, ofDispatch), {
    minLength: 5,
    maxLength: 40,
  }),
  lost: fc.array(fc.boolean(), { maxLength: 40 }),
});

async function take(step: Step, log: GroupLog, node: FenceNode): Promise<void> {
  switch (step.do) {
    case 'say':
      log.say();
      return;
    case 'change':
      log.change(step.userId);
      return;
    case 'push':
      if (log.lastSeq > 0) node.push(log.lastSeq - (step.pick % log.lastSeq));
      return;
    case 'gone':
      node.channels.get(step.userId)?.lost(1006);
      return;
    case 'hello':
      return node.hello(step.userId);
    case 'read':
      return node.read(step.userId);
    case 'welcome':
      return node.welcome(step.userId);
    case 'read row':
      return node.readRow();
    case 'answer':
      node.answer();
      return turns(1);
    case 'fail':
      node.fail();
      return turns(1);
    case 'turn':
      // A fence that waits asks after its patience, here none.
      await new Promise(resolve => setTimeout(resolve, 1));
      return;
    default:
      step satisfies never;
  }
}

/** Whatever has not been lost comes at last, in some order; then all who are connected are there. */
async function settle(run: Run, log: GroupLog, node: FenceNode): Promise<void> {
  for (let seq = log.lastSeq; seq > 0; seq--) {
    if (log.bringsIn(seq) || !run.lost[seq]) node.push(seq);
  }
  for (const userId of USERS) await node.welcome(userId);
  await node.settle();
  node.push(log.say());
  await node.settle();
}

function startRun(run: Run, make: (log: GroupLog) => FenceNode) {
  const log = new GroupLog();
  for (const userId of run.members) log.change(userId);
  return { log, node: make(log) };
}

const leaks = ({ heard }: FenceNode, log: GroupLog) =>
  heard.filter(({ userId, seq }) => !log.mayHear(userId, seq));

test('in whatever order dispatches come: no leak, and in the end whoever is a member hears', async () => {
  await fc.assert(
    fc.asyncProperty(anyRun, async run => {
      const { log, node } = startRun(run, own => new FenceNode(own));
      for (const step of run.steps) await take(step, log, node);
      await settle(run, log, node);
      expect(leaks(node, log)).toEqual([]);
      const present = [...node.channels.keys()].filter(userId => log.members.has(userId)).sort();
      expect(node.subscribers).toEqual(present);
      for (const userId of present) expect(node.heardBy(userId)).toContain(log.lastSeq);
      for (const channel of node.channels.values()) channel.lost(1006);
      await node.settle();
      expect(node.fence.isIdle).toBe(true);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('the same without the fence leaks: the runs are hard enough', async () => {
  const makePush: NonNullable<ConstructorParameters<typeof FenceNode>[1]>['makePush'] = hub => hub;
  const found = await fc.check(
    fc.asyncProperty(anyRun, async run => {
      const { log, node } = startRun(run, own => new FenceNode(own, { makePush }));
      for (const step of run.steps) await take(step, log, node);
      await settle(run, log, node);
      expect(leaks(node, log)).toEqual([]);
    }),
    { numRuns: 400, endOnFailure: true },
  );
  expect(found.failed).toBe(true);
}, 60_000);
