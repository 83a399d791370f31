import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import type { ConversationKind } from '@parley/store';
import { conversationRecord, memberRecord } from '../../test/records.ts';
import { conversationNotFound, refusal, requireMember } from './access.ts';
import { MESSAGE_ADMISSION } from './message-admission.ts';

/** Who may read, and who may write: by kind of conversation, for members and others. */
test.each<[ConversationKind, boolean, string, string]>([
  ['direct', true, 'admit', 'admit'],
  ['direct', false, 'not_found', 'not_found'],
  ['group', true, 'admit', 'admit'],
  ['group', false, 'not_found', 'not_found'],
  ['room', true, 'admit', 'admit'],
  ['room', false, 'not_a_member', 'not_a_member'],
  ['world', false, 'admit', 'admit'],
  ['inbox', true, 'admit', 'forbidden'],
  ['inbox', false, 'not_found', 'not_found'],
])('%s, member %s: reading %s, writing %s', (kind, isMember, reading, writing) => {
  const conversation = conversationRecord(kind);
  const member = isMember ? memberRecord('7') : undefined;
  const read = () => {
    try {
      requireMember(conversation, member, '7');
    } catch (error) {
      return error instanceof ParleyError ? error.code : error;
    }
    return 'admit';
  };
  expect(read()).toBe(reading);
  expect(MESSAGE_ADMISSION[kind][isMember ? 'members' : 'others']).toBe(writing);
});

test('what must not be known of answers exactly as what does not exist', () => {
  const thrown = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error instanceof ParleyError ? error.toBody() : undefined;
    }
  };
  const unknown = thrown(() => requireMember(undefined, undefined, '7'));
  expect(unknown).toMatchObject({ code: 'not_found' });
  expect(thrown(() => requireMember(conversationRecord('group'), undefined, '7'))).toEqual(unknown);
  expect(conversationNotFound().toBody()).toEqual(unknown);
  expect(refusal('not_found').toBody()).toEqual(unknown);
});

test('in the world everything can be seen and nothing is unread', () => {
  const { member } = requireMember(conversationRecord('world', { lastSeq: 9 }), undefined, '7');
  expect(member).toMatchObject({ userId: '7', visibleFromSeq: 1, deliveredSeq: 9, readSeq: 9 });
});
