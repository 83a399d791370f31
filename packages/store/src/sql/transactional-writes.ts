import type { MemberPosition } from '../conversations.ts';
import type { EventLog } from '../event-log.ts';
import { type AppendSteps, append } from './append.ts';
import { appendHopefully } from './append-hopefully.ts';
import { type ChangeSteps, changeConversation } from './change-conversation.ts';
import { type CreateSteps, createConversation } from './create-conversation.ts';
import type { Fault } from './errors.ts';
import { createMemberships } from './memberships.ts';
import { type DispatchedRange, mergeDispatched } from './merge-dispatched.ts';
import { mergePositions } from './merge-positions.ts';
import type { Backend } from './open-store.ts';
import { retryLostRaces } from './retry-lost-races.ts';

/** What a transaction is made of. */
type TransactionSteps = AppendSteps & CreateSteps & ChangeSteps;
export type ReadingSteps = Pick<
  TransactionSteps,
  'lockConversations' | 'membersOfPairs' | 'eventsByClientId' | 'conversationByKey'
>;
export type WritingSteps = Omit<TransactionSteps, keyof ReadingSteps>;

/** A database server: its transactions span turns and run side by side. */
export interface DatabaseServer extends Pick<AppendSteps, 'membersOfPairs'> {
  /** Begin, work, commit; or undo all and pass on what was thrown. */
  transaction: <T>(work: (steps: TransactionSteps) => Promise<T>) => Promise<T>;
  /**
   * An append that takes for granted that every draft is admitted and none repeats a clientId, where the
   * database itself refuses all of it if not: as `not_unique` or `not_null`.
   */
  appendAtOnce?: EventLog['append'];
  /** As `ConversationStore.mark`; each member comes once, in the order of the keys. */
  movePositions(positions: readonly MemberPosition[]): Promise<MemberPosition[]>;
  /** As `EventLog.markDispatched`; the ranges of `mergeDispatched`. */
  moveDispatched(ranges: readonly DispatchedRange[]): Promise<void>;
  faultOf: (error: unknown) => Fault | undefined;
}

/** The writes of a store on a database server. */
export function createTransactionalWrites(
  server: DatabaseServer,
): Pick<Backend, 'conversations' | 'log'> {
  const { transaction, appendAtOnce, faultOf } = server;
  // Two instances that get the same clientId for different conversations at the same moment hold no lock
  // in common: the unique rule stops the second, and its next try finds what the first has written.
  const appendLooking: EventLog['append'] = (drafts, admission) =>
    retryLostRaces(
      () => transaction(steps => append(steps, drafts, admission)),
      faultOf,
      'events_client_id',
    );
  const appendSome = appendAtOnce
    ? appendHopefully(appendAtOnce, appendLooking, faultOf)
    : appendLooking;
  return {
    conversations: {
      create: fresh =>
        retryLostRaces(() => transaction(steps => createConversation(steps, fresh)), faultOf),

      change: (conversationId, userIds, decide) =>
        retryLostRaces(
          () => transaction(steps => changeConversation(steps, conversationId, userIds, decide)),
          faultOf,
        ),

      memberships: createMemberships(server),

      async mark(positions) {
        const merged = mergePositions(positions);
        if (merged.length === 0) return [];
        return retryLostRaces(() => server.movePositions(merged), faultOf);
      },
    },

    log: {
      append: async (drafts, admission) =>
        drafts.length === 0 ? [] : appendSome(drafts, admission),

      async markDispatched(heads) {
        const merged = mergeDispatched(heads);
        if (merged.length > 0) await retryLostRaces(() => server.moveDispatched(merged), faultOf);
      },
    },
  };
}
