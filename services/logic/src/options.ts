import { DEFAULT_LIMITS, type Limits } from '@parley/wire';

export interface LogicOptions {
  /**
   * The secrets that sign access tokens, at least 32 characters each. The first one signs; the others
   * are still accepted, so that a change of the secret signs nobody out. No default.
   */
  jwtSecrets: readonly string[];
  /** How long an access token is good. Default 15 minutes. */
  accessTtlMs: number;
  /** A device that does not refresh for this time is signed out. Default 30 days. */
  refreshTtlMs: number;
  /**
   * How long a refresh whose answer was lost may be repeated with the same token; FLOW.md says what that
   * costs. 0: never. Default 60,000.
   */
  refreshGraceMs: number;
  /** How long a session lasts whose client knows no refresh. Default 24 hours. */
  opaqueTtlMs: number;
  /** Whether people can make their own accounts. Default open. */
  registration: 'open' | 'closed';
  /** Whether people without an account are served, in chats of their own (`sendAsGuest`). Default false. */
  guests: boolean;
  /** The shortest password of a new account, in characters. Default 8. */
  passwordMinChars: number;
  /** argon2id calculations at the same time; each takes 19 MiB and a thread for about 10 ms. Default 2. */
  passwordConcurrency: number;
  /** Sign-ins and registrations that may wait for one; beyond it `overloaded`. Default 200. */
  maxWaitingPasswords: number;
  /** The queue's number of partitions; must be the one that the queue was made with. Default 16. */
  partitions: number;
  /** Group commits at the same time, sharded by conversation. 1 for SQLite, which has one writer. Default 1. */
  appendLanes: number;
  /**
   * Full batches of a lane that may be given to the store before the one in hand is committed. Only for a
   * store that carries them out in the order in which it gets them, as SQLite's does. Default 0.
   */
  appendsAhead: number;
  /**
   * Most drafts of one group commit; it takes what waits, so only a load makes it large. In SQLite messages of
   * one batch share the pages that are written: with 200 busy conversations a message of 2,048 costs two thirds
   * of one of 512, and the commit takes about 20 ms. Writers of a database server hold their conversations
   * meanwhile: there batches of 1,000 were slower than of 100. Default 512.
   */
  maxBatchDrafts: number;
  /** Drafts that may wait for a commit, over all lanes; beyond it `overloaded`. Default 20,000. */
  maxWaitingDrafts: number;
  /**
   * How long the oldest draft of a lane may take; while it takes longer, more are refused at once with
   * `overloaded`: the database stands still, and who waits behind it would only be told later. In ms.
   * Default 5,000.
   */
  maxDraftWaitMs: number;
  /** Position changes that may wait to be written; beyond it `overloaded`. Default 50,000. */
  maxWaitingMarks: number;
  /** Pages of history that are read from the database at the same time. Default 16. */
  readsAtOnce: number;
  /** Pages that may wait for one; beyond it `overloaded`. Default 1,000. */
  maxWaitingReads: number;
  /** Calls of one exchange stream (one connect or api node) without a reply; beyond it `overloaded`. Default 20,000. */
  maxUnanswered: number;
  /** Other calls in hand, from all nodes; beyond it `overloaded`. Default 1,000. */
  maxCalls: number;
  /** Members of a group up to which all of them are told how far the others are. Default 100. */
  receiptMembers: number;
  /** Positions that move within this time are told together, in ms. Default 200. */
  signalIntervalMs: number;
  /** Positions that may wait to be told; beyond it they are dropped, and clients ask. Default 50,000. */
  maxWaitingSignals: number;
  /** A conversation is told at most this often who of its members is online, in ms. Default 1,000. */
  rosterIntervalMs: number;
  /** Committed events that may wait for the queue; beyond it they are left to the sweeper. Default 50,000. */
  maxWaitingDispatches: number;
  /** A queue element is closed when its events hold about this much. Default 256 KiB. */
  maxElementBytes: number;
  /**
   * How often the outbox's watermark is written. More often costs commits; less often means more
   * repeated pushes after a crash. Must be well below `sweepAfterMs`. Default 100.
   */
  markIntervalMs: number;
  /** How often to look for committed events that were not dispatched. Default 1,000. */
  sweepIntervalMs: number;
  /** How long an event may be committed and not dispatched before the sweeper takes it. Default 1,000. */
  sweepAfterMs: number;
  /** Logs that one sweep takes; the rest is for the next one. Default 200. */
  sweepRanges: number;
  /** How often each instance deletes sessions that have ended. Default 10 minutes. */
  purgeIntervalMs: number;
  /** Sessions that one such round deletes; the rest is for the next one. Default 1,000. */
  purgeSessions: number;
  /** How long `close` waits for the queue to take what was committed; the rest is for the sweeper. Default 2,000. */
  closeTimeoutMs: number;
  /** Users that one request may ask for. Default 200. */
  maxUserIds: number;
  /** Users that one search may find. Default 50. */
  maxFoundUsers: number;
  /** Entries in one page of a list (conversations, rooms, members). Default 100. */
  maxListed: number;
  /** The limits that clients are told and that logic keeps. */
  limits: Pick<Limits, 'textChars' | 'pageSize' | 'groupMembers' | 'nameChars'>;
}

/** What must be given, and what may be. */
export type LogicOptionsInput = Pick<LogicOptions, 'jwtSecrets'> & Partial<LogicOptions>;

const MINUTE_MS = 60_000;

export const DEFAULT_LOGIC_OPTIONS: Omit<LogicOptions, 'jwtSecrets'> = {
  accessTtlMs: 15 * MINUTE_MS,
  refreshTtlMs: 30 * 24 * 60 * MINUTE_MS,
  refreshGraceMs: MINUTE_MS,
  opaqueTtlMs: 24 * 60 * MINUTE_MS,
  registration: 'open',
  guests: false,
  passwordMinChars: 8,
  passwordConcurrency: 2,
  maxWaitingPasswords: 200,
  partitions: 16,
  appendLanes: 1,
  appendsAhead: 0,
  maxBatchDrafts: 512,
  maxWaitingDrafts: 20_000,
  maxDraftWaitMs: 5_000,
  maxWaitingMarks: 50_000,
  readsAtOnce: 16,
  maxWaitingReads: 1_000,
  maxUnanswered: 20_000,
  maxCalls: 1_000,
  receiptMembers: 100,
  signalIntervalMs: 200,
  maxWaitingSignals: 50_000,
  rosterIntervalMs: 1_000,
  maxWaitingDispatches: 50_000,
  maxElementBytes: 262_144,
  markIntervalMs: 100,
  sweepIntervalMs: 1_000,
  sweepAfterMs: 1_000,
  sweepRanges: 200,
  purgeIntervalMs: 10 * MINUTE_MS,
  purgeSessions: 1_000,
  closeTimeoutMs: 2_000,
  maxUserIds: 200,
  maxFoundUsers: 50,
  maxListed: 100,
  limits: DEFAULT_LIMITS,
};
