import { describe, expect, test } from '@jest/globals';
import type { Dispatch } from '@parley/contracts';
import fc from 'fast-check';
import { routed, toSubscribers, toUsers } from '../../test/dispatch.ts';
import type { RoutedDispatch } from './dispatch.ts';
import { planPushes, type Whereabouts } from './plan-pushes.ts';

const whereabouts: Whereabouts = {
  hosts: new Map([
    ['10', ['a', 'b']],
    ['11', ['b', 'dead']],
  ]),
  nodes: new Map([
    ['1', ['a', 'c']],
    ['2', ['dead']],
  ]),
  live: new Set(['a', 'b', 'c']),
  missing: ['lost'],
};

/** The plan with dispatches as `conversationId:seq`. */
function plan(...dispatches: Dispatch[]) {
  const { pushes, gone } = planPushes(
    dispatches.map(one => routed(one)),
    whereabouts,
  );
  const names = (side: Map<string, RoutedDispatch[]>) =>
    Object.fromEntries(
      [...side].map(([serverId, list]) => [
        serverId,
        list.map(one => `${one.conversationId}:${one.seq}`),
      ]),
    );
  return { pushes: names(pushes), gone: names(gone) };
}

describe('planPushes', () => {
  test('subscribers: every node with subscribers, once per node, in order', () => {
    expect(plan(toSubscribers('10', 1), toSubscribers('11', 5), toSubscribers('10', 2))).toEqual({
      pushes: { a: ['10:1', '10:2'], b: ['10:1', '11:5', '10:2'] },
      gone: { dead: ['11:5'] },
    });
  });

  test('users: every node that holds one of them, once though a user has two devices there', () => {
    expect(plan(toUsers('20', 1, ['1', '2', 'unknown']))).toEqual({
      pushes: { a: ['20:1'], c: ['20:1'] },
      gone: { dead: ['20:1'] },
    });
  });

  test('everyone: every live node, and those that may come back as gone', () => {
    const world = { ...toSubscribers('2', 1), audience: { everyone: true } };
    expect(plan(world)).toEqual({
      pushes: { a: ['2:1'], b: ['2:1'], c: ['2:1'] },
      gone: { lost: ['2:1'] },
    });
  });

  test('watchers of somebody: every live node, since only the nodes know them', () => {
    const presence = { audience: { watchersOf: '5' }, signal: Buffer.from('{}') };
    expect(plan(presence)).toEqual({ pushes: { a: [':0'], b: [':0'], c: [':0'] }, gone: {} });
  });

  test('who is subscribed or let go has it carried out on their nodes too', () => {
    const joined = {
      ...toSubscribers('11', 6),
      subscriptions: [{ userId: '1', subscribed: true }],
    };
    expect(plan(joined).pushes).toEqual({ a: ['11:6'], b: ['11:6'], c: ['11:6'] });
    const left = { ...toSubscribers('10', 3), subscriptions: [{ userId: '1', subscribed: false }] };
    expect(plan(left).pushes).toEqual({ a: ['10:3'], b: ['10:3'], c: ['10:3'] });
  });

  test('a retry goes to its own node and to no other', () => {
    expect(plan({ ...toSubscribers('10', 1), onlyServerId: 'c' }).pushes).toEqual({ c: ['10:1'] });
    expect(plan({ ...toSubscribers('10', 1), onlyServerId: 'dead' })).toEqual({
      pushes: {},
      gone: { dead: ['10:1'] },
    });
  });

  test('closing a session: the nodes of its user, or all when nobody says whose it is', () => {
    const users = { closeSessionId: 's', audience: { users: { userIds: ['1'] } } };
    expect(Object.keys(plan(users).pushes)).toEqual(['a', 'c']);
    expect(Object.keys(plan({ closeSessionId: 's' }).pushes)).toEqual(['a', 'b', 'c']);
  });

  test('nobody there: nothing to push', () => {
    expect(plan(toSubscribers('99', 1), toUsers('20', 2, []))).toEqual({ pushes: {}, gone: {} });
  });
});

const nodeIds = ['a', 'b', 'c', 'd'];
const anyNodes = fc.uniqueArray(fc.constantFrom(...nodeIds));
const anyUser = fc.constantFrom('1', '2', '3', '4', '5');
const anyConversation = fc.constantFrom('10', '11', '12');

const anyWhereabouts: fc.Arbitrary<Whereabouts> = fc.record({
  hosts: fc.dictionary(anyConversation, anyNodes).map(hosts => new Map(Object.entries(hosts))),
  nodes: fc
    .dictionary(anyUser, fc.array(fc.constantFrom(...nodeIds)))
    .map(nodes => new Map(Object.entries(nodes))),
  live: anyNodes.map(nodes => new Set(nodes)),
  missing: fc.constant([]),
});

const anyDispatch: fc.Arbitrary<Dispatch> = fc.record(
  {
    conversationId: anyConversation,
    seq: fc.nat(1_000),
    audience: fc.oneof(
      fc.constant({ subscribers: true }),
      fc.constant({ everyone: true }),
      fc.array(anyUser).map(userIds => ({ users: { userIds } })),
    ),
    subscriptions: fc.array(fc.record({ userId: anyUser, subscribed: fc.boolean() })),
    onlyServerId: fc.oneof(fc.constant(''), fc.constantFrom(...nodeIds)),
  },
  { requiredKeys: ['conversationId', 'seq', 'audience'] },
);

/** Whether the node has to hear of it, said again in the plainest way. */
function concerns(dispatch: RoutedDispatch, serverId: string, where: Whereabouts): boolean {
  if (dispatch.onlyServerId) return dispatch.onlyServerId === serverId;
  const { audience } = dispatch;
  const users = [
    ...(audience?.users?.userIds ?? []),
    ...dispatch.subscriptions.map(one => one.userId),
  ];
  const holdsOne = users.some(userId => where.nodes.get(userId)?.includes(serverId));
  const hosts = where.hosts.get(dispatch.conversationId)?.includes(serverId);
  if (audience?.to === 'everyone') return where.live.has(serverId) || holdsOne;
  return holdsOne || (audience?.to === 'subscribers' && hosts === true);
}

test('any batch: each node has exactly what concerns it, once, in the order of the batch', () => {
  fc.assert(
    fc.property(fc.array(anyDispatch), anyWhereabouts, (batch, where) => {
      const dispatches = batch.map(one => routed(one));
      const { pushes, gone } = planPushes(dispatches, where);
      for (const serverId of nodeIds) {
        const side = where.live.has(serverId) ? pushes : gone;
        const other = where.live.has(serverId) ? gone : pushes;
        const expected = dispatches.filter(one => concerns(one, serverId, where));
        expect(side.get(serverId) ?? []).toEqual(expected);
        expect(other.has(serverId)).toBe(false);
      }
    }),
  );
});
