import type { Audience__Output, Dispatch__Output } from '@parley/contracts';
import type { ConversationId, UserId } from '@parley/core';
import { eventsFrame, signalsFrame } from '../frames/server-frames.ts';

/** Beyond either a new frame begins, so that one frame never fills a socket's whole queue. */
const MAX_ITEMS = 256;
const MAX_BYTES = 131_072;

/**
 * Events, or signals, of one conversation that follow each other and have the same audience: they
 * leave in one frame, encoded once for the whole node. Who joins does so before them, who leaves
 * after them.
 */
export class Run {
  readonly conversationId: ConversationId;
  readonly isSignals: boolean;
  readonly firstSeq: number;
  /** Of the last dispatch; who leaves does so with it. */
  lastSeq: number;
  readonly audience: Audience__Output | null;
  readonly joining: readonly UserId[];
  leaving: readonly UserId[];
  /** Sockets that it was sent to. */
  reached = 0;
  /** Frames made of it: 1, or more if some of the audience may hear only the later events. */
  encoded = 0;
  private readonly items: Buffer[] = [];
  private readonly seqs: number[] = [];
  private leastSeq = Number.POSITIVE_INFINITY;
  private bytes = 0;
  private frame: Buffer | undefined;

  constructor(dispatch: Dispatch__Output) {
    this.conversationId = dispatch.conversationId;
    this.isSignals = isSignal(dispatch);
    this.firstSeq = dispatch.seq;
    this.lastSeq = dispatch.seq;
    this.audience = dispatch.audience;
    this.joining = usersOf(dispatch, true);
    this.leaving = usersOf(dispatch, false);
    this.append(dispatch);
  }

  /** Takes a later dispatch of the same conversation, or says that it needs a run of its own. */
  take(dispatch: Dispatch__Output): boolean {
    if (this.leaving.length > 0 || this.items.length >= MAX_ITEMS) return false;
    if (this.bytes + dispatch.event.length + dispatch.signal.length > MAX_BYTES) return false;
    if (usersOf(dispatch, true).length > 0) return false;
    if (!sameAudience(this.audience, dispatch.audience)) return false;
    this.leaving = usersOf(dispatch, false);
    this.lastSeq = dispatch.seq;
    this.append(dispatch);
    return true;
  }

  get size(): number {
    return this.items.length;
  }

  /**
   * The frame with the events from `seq` on: the shared one as a rule, undefined without any. Signals
   * have no place in the log, and are for whoever is there.
   */
  frameFrom(seq: number): Buffer | undefined {
    if (this.isSignals || seq <= this.leastSeq) {
      this.frame ??= this.encode(this.items);
      return this.frame;
    }
    return this.encode(this.items.filter((_event, i) => (this.seqs[i] ?? 0) >= seq));
  }

  private encode(items: readonly Buffer[]): Buffer | undefined {
    if (items.length === 0) return undefined;
    this.encoded += 1;
    return this.isSignals ? signalsFrame(items) : eventsFrame(items);
  }

  private append({ event, signal, seq }: Dispatch__Output): void {
    const item = this.isSignals ? signal : event;
    if (item.length === 0) return;
    this.items.push(item);
    this.seqs.push(seq);
    this.leastSeq = Math.min(this.leastSeq, seq);
    this.bytes += item.length;
  }
}

export function isSignal({ signal }: Pick<Dispatch__Output, 'signal'>): boolean {
  return signal.length > 0;
}

const NOBODY: readonly UserId[] = [];

function usersOf({ subscriptions }: Dispatch__Output, subscribed: boolean): readonly UserId[] {
  if (subscriptions.length === 0) return NOBODY;
  return subscriptions
    .filter(change => change.subscribed === subscribed)
    .map(({ userId }) => userId);
}

function sameAudience(a: Audience__Output | null, b: Audience__Output | null): boolean {
  if (a?.to !== b?.to || a?.watchersOf !== b?.watchersOf) return false;
  const ours = a?.users?.userIds ?? [];
  const theirs = b?.users?.userIds ?? [];
  return ours.length === theirs.length && ours.every((userId, i) => userId === theirs[i]);
}
