import { expect, test } from '@jest/globals';
import type { Audience, Subscription } from '@parley/contracts';
import type { ConversationKind } from '@parley/store';
import { conversationRecord, eventRecord } from '../../test/records.ts';
import { encodeEvent } from './encode-event.ts';
import { toDispatch } from './to-dispatch.ts';

test.each<[ConversationKind, string | null, Audience]>([
  ['direct', 'direct:3:8', { users: { userIds: ['3', '8'] } }],
  ['direct', 'direct:3:3', { users: { userIds: ['3'] } }],
  ['inbox', 'inbox:3', { users: { userIds: ['3'] } }],
  ['group', null, { subscribers: true }],
  ['room', 'lobby', { subscribers: true }],
  ['world', 'world', { everyone: true }],
])('%s %s goes to %j', (kind, key, audience) => {
  const event = eventRecord(3);
  expect(
    toDispatch({
      event,
      conversation: conversationRecord(kind, { key }),
      committedAtMs: 77,
      membersSeq: 2,
    }),
  ).toEqual({
    conversationId: '10',
    seq: 3,
    audience,
    event: encodeEvent(event),
    subscriptions: [],
    committedAtMs: 77,
    membersSeq: 2,
  });
});

const on = (userId: string): Subscription => ({ userId, subscribed: true });
const off = (userId: string): Subscription => ({ userId, subscribed: false });

test.each<[string, string, Subscription[]]>([
  ['created', '{"userIds":["1","2"],"title":"Tea"}', [on('1'), on('2')]],
  ['members-added', '{"userIds":["4"]}', [on('4')]],
  ['members-removed', '{"userIds":["4","5"]}', [off('4'), off('5')]],
  ['message', '{"kind":"text","text":"hi"}', []],
  ['of a newer version', '{}', []],
])('%s says who starts and stops hearing', (type, body, subscriptions) => {
  const event = eventRecord(1, { type, body });
  const dispatch = toDispatch({
    event,
    conversation: conversationRecord('group'),
    committedAtMs: 0,
    membersSeq: 0,
  });
  expect(dispatch.subscriptions).toEqual(subscriptions);
});
