import { expect, test } from '@jest/globals';
import { routed, toSubscribers, toUsers } from '../../test/dispatch.ts';
import { questionsOf } from './questions.ts';

test('each conversation and user is asked for once', () => {
  const questions = questionsOf(
    [
      toSubscribers('10', 1),
      toSubscribers('10', 2),
      toUsers('20', 1, ['1', '2']),
      { ...toSubscribers('11', 1), subscriptions: [{ userId: '2' }, { userId: '3' }] },
      { closeSessionId: 's', audience: { users: { userIds: ['4', '1'] } } },
    ].map(one => routed(one)),
  );
  expect(questions).toEqual({ conversationIds: ['10', '11'], userIds: ['1', '2', '3', '4'] });
});

test('neither a retry nor what is for everyone asks for anything', () => {
  const retry = {
    ...toUsers('10', 1, ['1']),
    onlyServerId: 'a',
    subscriptions: [{ userId: '2', subscribed: true }],
  };
  const world = { ...toSubscribers('2', 1), audience: { everyone: true } };
  expect(questionsOf([retry, world].map(one => routed(one)))).toEqual({
    conversationIds: [],
    userIds: [],
  });
});
