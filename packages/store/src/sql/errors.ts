import { type ErrorCode, ParleyError } from '@parley/core';

/** What an adapter recognises in its driver's error. */
export type Fault =
  /** A row with this key is there already. */
  | { kind: 'not_unique'; rule: UniqueRule | 'other' }
  /** A row lacks what it must have. */
  | { kind: 'not_null' }
  /** The head of a log would have got an earlier time. */
  | { kind: 'earlier' }
  /** The transaction was undone for another one's sake, by a deadlock mostly: the same again at once may work. */
  | { kind: 'lost_race' }
  /** The database does not answer or is too busy: the same again may work later. */
  | { kind: 'unavailable' }
  /** A value that the database cannot hold. */
  | { kind: 'bad_value' };

/** The rules of uniqueness that a request can break, by the names that the migrations give them. */
export type UniqueRule = keyof typeof UNIQUE_RULES;

const UNIQUE_RULES = {
  users_name_key: { code: 'name_taken', message: 'This name is taken.' },
  conversations_unique_key: {
    code: 'unavailable',
    message: 'The conversation was created by somebody else at this moment. Try again.',
  },
  events_client_id: {
    code: 'client_id_conflict',
    message: 'This client id was used for something else.',
  },
} as const satisfies Record<string, { code: ErrorCode; message: string }>;

export function isUniqueRule(name: string): name is UniqueRule {
  return Object.hasOwn(UNIQUE_RULES, name);
}

/** The error as the callers of the store see it. An unknown one is passed on as it is. */
export function toStoreError(error: unknown, fault: Fault | undefined): unknown {
  switch (fault?.kind) {
    case undefined:
    case 'not_null':
    case 'earlier':
      return error;
    case 'lost_race':
    case 'unavailable':
      return new ParleyError('unavailable', 'The database does not answer.', {}, error);
    case 'bad_value':
      // The database's own words tell of tables and statements.
      return new ParleyError('invalid_request', 'The database cannot hold a value.', {}, error);
    case 'not_unique': {
      if (fault.rule === 'other') {
        return new ParleyError('internal', 'A row with this id is there already.', {}, error);
      }
      const { code, message } = UNIQUE_RULES[fault.rule];
      return new ParleyError(code, message, {}, error);
    }
  }
}

export function conversationNotFound(conversationId: string): ParleyError {
  return new ParleyError('not_found', 'There is no such conversation.', {
    field: 'conversationId',
    value: conversationId,
    expected: 'the id of a conversation',
  });
}

/** Two conversations were given one id: two workers make ids under the same worker number. */
export function conversationIdTaken(conversationId: string): ParleyError {
  return new ParleyError('internal', `The conversation id ${conversationId} is in use.`);
}
