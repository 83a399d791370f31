import type { ConversationId, UserId } from '@parley/core';
import type { ConversationRecord, MemberPosition } from '../conversations.ts';
import type { Admission, AppendResult, EventDraft } from '../event-log.ts';
import type { DispatchedRange } from '../sql/merge-dispatched.ts';
import { type LockedRows, planAppend } from '../sql/plan-append.ts';
import type { Statements } from './statements.ts';

/**
 * What is written often, each in a transaction that somebody else begins and ends. What goes in and
 * comes out is data that can go to another thread and back.
 */
export interface Writes {
  append(drafts: readonly EventDraft[], admission: Admission): Appended;
  /** The ranges of `mergeDispatched`. */
  markDispatched(ranges: readonly DispatchedRange[]): void;
  /** Of each member at most one. */
  mark(positions: readonly MemberPosition[]): MemberPosition[];
}

/** What an append says that its caller does not know. */
export interface Appended {
  /** By draft: the seq that it has got, or 0. */
  seqs: number[];
  /** The time of an event that is another one than its draft's, by the index of the draft. */
  times: [number, number][];
  /** The conversations that grew, as the whole batch leaves them. */
  grown: ConversationRecord[];
  /** Instead of a seq, by the index of the draft. */
  others: [number, Exclude<AppendResult, { status: 'appended' }>][];
}

/**
 * A statement costs more than the work in it, so an append has few: a sender is read once per
 * conversation, and as long as `looksForRepeats` says no, a clientId is not looked up but met by the
 * index when its event is written. Then the transaction has to be made again, with looking.
 */
export function createWrites(statements: Statements, looksForRepeats: () => boolean): Writes {
  return {
    append(drafts, admission) {
      const rows = lockedRows(statements, !looksForRepeats());
      const { results, events, mentions, grown } = planAppend(drafts, rows, admission);
      for (const event of events) statements.insertEvent(event);
      for (const mention of mentions) statements.insertMention(mention);
      for (const conversation of grown.values()) statements.moveHead(conversation);
      return toAppended(drafts, results, [...grown.values()]);
    },
    markDispatched(ranges) {
      for (const range of ranges) statements.moveDispatched(range);
    },
    mark: positions => positions.flatMap(position => statements.movePosition(position) ?? []),
  };
}

/** The rows of one transaction. */
function lockedRows(statements: Statements, writingFindsRepeats: boolean): LockedRows {
  const members = new Map<string, boolean>();
  return {
    conversation: statements.conversation,
    event: statements.event,
    writingFindsRepeats,
    isMember: (conversationId: ConversationId, userId: UserId) => {
      const key = `${conversationId} ${userId}`;
      const known = members.get(key);
      if (known !== undefined) return known;
      const isMember = statements.member(conversationId, userId) !== undefined;
      members.set(key, isMember);
      return isMember;
    },
  };
}

function toAppended(
  drafts: readonly EventDraft[],
  results: readonly AppendResult[],
  grown: ConversationRecord[],
): Appended {
  const others: Appended['others'] = [];
  const times: Appended['times'] = [];
  const seqs = results.map((result, index) => {
    if (result.status !== 'appended') {
      others.push([index, result]);
      return 0;
    }
    const { seq, createdAtMs } = result.event;
    if (createdAtMs !== drafts[index]?.createdAtMs) times.push([index, createdAtMs]);
    return seq;
  });
  return { seqs, times, grown, others };
}
