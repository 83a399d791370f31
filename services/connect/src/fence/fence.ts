import type { Dispatch__Output } from '@parley/contracts';
import { type ConversationId, type Logger, sleep, type UserId } from '@parley/core';
import type { Channel } from '../channel/channel.ts';
import type { Hub } from '../hub/hub.ts';
import { isSignal } from '../hub/run.ts';
import type { ChangeJournal } from '../presence/change-journal.ts';
import type { AskMembers } from './ask-members.ts';
import { bringsIn, farewell, isTold, joinersOf, withoutChange } from './changes.ts';
import { Line, newestOf } from './line.ts';

interface Ports {
  hub: Pick<Hub, 'push' | 'join' | 'leave' | 'channelsOf' | 'subscribersOf' | 'isOccupied'>;
  askMembers: AskMembers;
  journal: Pick<ChangeJournal, 'note'>;
  /** What may wait for one conversation, in bytes; beyond it its subscribers are closed. */
  maxHeldBytes: number;
  /** How long what has overtaken a change of members waits for it before logic is asked, in ms. */
  patienceMs: number;
  logger: Logger;
  tally: { held: number; membersAsked: number; fencedOff: number };
}

/**
 * Stands before the hub, so that nobody hears an event who was not a member at its seq, in whatever
 * order dispatches come. An event passes if the last change of members before it is known here; a
 * change passes if the one before it is. What has overtaken a change waits for it, for a moment, and
 * then logic is asked who is in. FLOW.md has the proof.
 */
export class Fence {
  private readonly lines = new Map<ConversationId, Line>();
  /** Lines with changes in the push that is being put together. */
  private changed = new Map<ConversationId, Line>();
  private readonly closing = new AbortController();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /**
   * Delivers what may pass, in order; the rest later, or never: then its subscribers are closed and
   * resume. Resolves when what has passed lies in the outbound queues, to how many were reached.
   */
  push(dispatches: readonly Dispatch__Output[]): Promise<number> {
    const passing: Dispatch__Output[] = [];
    for (const dispatch of dispatches) {
      const line = this.lines.get(dispatch.conversationId);
      if (mayPass(dispatch, line)) passing.push(dispatch);
      else this.weigh(dispatch, line, passing);
    }
    return this.deliver(passing);
  }

  /**
   * A hello has subscribed a channel, as of the change `asOfSeq` and with every change that has been
   * carried out here since.
   */
  subscribed(conversationId: ConversationId, asOfSeq: number): void {
    const line = this.lines.get(conversationId);
    if (line === undefined) {
      this.begin(conversationId).knownSeq = asOfSeq;
      this.ports.journal.note({ kind: 'learned', conversationId, seq: asOfSeq });
    } else {
      line.leastToldSeq = Math.min(line.leastToldSeq, Math.max(asOfSeq, line.knownSeq));
    }
  }

  /**
   * Asks logic whether a user is a member, and subscribes the channels of who is. Resolves when that
   * is done, or the channels are closed.
   */
  invite(conversationId: ConversationId, userId: UserId): Promise<void> {
    const line = this.lines.get(conversationId) ?? this.begin(conversationId);
    return new Promise(resolve => {
      line.invitations.push({ userId, resolve });
      if (!line.isBusy) void this.settle(conversationId, line, 0);
    });
  }

  /** Asks logic about everybody who is subscribed here, and lets go who is not a member. */
  check(conversationId: ConversationId): void {
    const line = this.lines.get(conversationId);
    if (line === undefined) return;
    line.isDoubted = true;
    if (!line.isBusy) void this.settle(conversationId, line, 0);
  }

  /** Without a subscriber nothing need be known of a conversation. */
  tidy(conversationId: ConversationId): void {
    const line = this.lines.get(conversationId);
    if (line === undefined || line.isBusy || line.changing !== undefined) return;
    if (!this.ports.hub.isOccupied(conversationId)) this.lines.delete(conversationId);
  }

  /** Whether nothing is known, and nothing waits. */
  get isIdle(): boolean {
    return this.lines.size === 0;
  }

  /** What waits is dropped: the channels are closed as well. */
  close(): void {
    this.closing.abort();
  }

  private weigh(
    dispatch: Dispatch__Output,
    known: Line | undefined,
    passing: Dispatch__Output[],
  ): void {
    const { hub } = this.ports;
    if (known === undefined && !bringsIn(dispatch, hub)) {
      // Nobody is subscribed. Who says hello at this moment finds it in the heads.
      passing.push(...farewell(dispatch, hub));
      return;
    }
    const line = known ?? this.begin(dispatch.conversationId);
    if (this.carryOut(line, dispatch, passing)) this.drain(line, passing);
    else this.hold(line, dispatch);
  }

  /** Whether it could be; then it is passing. */
  private carryOut(line: Line, dispatch: Dispatch__Output, passing: Dispatch__Output[]): boolean {
    const { hub } = this.ports;
    if (dispatch.membersSeq > line.knownSeq) return false;
    if (dispatch.subscriptions.length === 0) {
      passing.push(dispatch);
    } else if (line.isAsking) {
      return false;
    } else if (dispatch.seq > line.knownSeq) {
      line.knownSeq = dispatch.seq;
      this.changed.set(dispatch.conversationId, line);
      passing.push(dispatch);
    } else if (bringsIn(dispatch, hub)) {
      return false;
    } else {
      passing.push(...withoutChange(dispatch, hub));
    }
    return true;
  }

  /** A change that was missing may have come. */
  private drain(line: Line, passing: Dispatch__Output[]): void {
    for (let before = Number.POSITIVE_INFINITY; line.held.length < before; ) {
      before = line.held.length;
      for (const dispatch of line.takeHeld()) {
        if (!this.carryOut(line, dispatch, passing)) line.hold(dispatch);
      }
    }
  }

  private hold(line: Line, dispatch: Dispatch__Output): void {
    const { conversationId, membersSeq } = dispatch;
    const { maxHeldBytes, patienceMs, tally } = this.ports;
    line.hold(dispatch);
    tally.held += 1;
    if (line.heldBytes > maxHeldBytes) {
      this.giveUp(conversationId, line, new Error('too much waits'));
    } else if (!line.isBusy) {
      // A join that comes first, or late, waits for no other.
      const hasOvertaken = line.knownSeq >= 0 && membersSeq > line.knownSeq;
      void this.settle(conversationId, line, hasOvertaken ? patienceMs : 0);
    }
  }

  /** Asks until nothing waits. Never rejects. */
  private async settle(conversationId: ConversationId, line: Line, delayMs: number): Promise<void> {
    line.isBusy = true;
    line.round += 1;
    const { round } = line;
    const { signal } = this.closing;
    await sleep(delayMs, signal);
    try {
      while (line.round === round && !signal.aborted && line.isUnsettled) {
        await this.ask(conversationId, line, round);
      }
    } catch (error) {
      if (line.round === round) this.giveUp(conversationId, line, error);
      return;
    }
    if (line.round !== round) return;
    line.isBusy = false;
    this.tidy(conversationId);
  }

  private async ask(conversationId: ConversationId, line: Line, round: number): Promise<void> {
    const { hub, askMembers, journal, tally } = this.ports;
    // Who is on the way in has to be asked about, too.
    while (line.changing !== undefined) await line.changing;
    if (line.round !== round || !line.isUnsettled) return;
    const asked = line.held.length;
    const asOfSeq = newestOf(line.held);
    const joiners = joinersOf(line.held, hub);
    const userIds = new Set(joiners.keys());
    const invitations = line.invitations.splice(0);
    for (const { userId } of invitations) userIds.add(userId);
    const aboutAll = line.isBehind || line.isDoubted;
    const subscribers = aboutAll ? hub.subscribersOf(conversationId) : [];
    for (const userId of usersOf(subscribers)) userIds.add(userId);
    line.isAsking = true;
    line.isDoubted = false;
    line.leastToldSeq = Number.POSITIVE_INFINITY;
    tally.membersAsked += 1;
    line.asked = invitations;
    const { membersSeq, visibleFromSeqs } = await askMembers(conversationId, [...userIds]);
    if (line.round !== round) return;
    line.isAsking = false;
    const knownSeq = Math.max(membersSeq, asOfSeq);
    for (const userId of userIds) {
      const fromSeq = visibleFromSeqs.get(userId);
      if (fromSeq === undefined) this.takeOut(userId, conversationId, knownSeq, line);
      else hub.join(userId, conversationId, Math.max(fromSeq, joiners.get(userId) ?? 0));
    }
    if (aboutAll) line.knownSeq = Math.max(line.knownSeq, knownSeq);
    journal.note({ kind: 'learned', conversationId, seq: line.knownSeq });
    if (line.leastToldSeq < line.knownSeq) {
      // A hello came meanwhile that was not asked about and may know less.
      line.knownSeq = line.leastToldSeq;
      line.isDoubted = true;
    }
    this.release(line, asked);
    line.answerInvitations();
  }

  /**
   * Whom no event has told of the own removal may never hear of it: the dispatch that says so may be
   * lost. The channels are closed, and learn it by hello.
   */
  private takeOut(userId: UserId, conversationId: ConversationId, seq: number, line: Line): void {
    const { hub } = this.ports;
    const subscribed = hub
      .channelsOf(userId)
      .filter(({ rooms }) => rooms.some(room => room.conversationId === conversationId));
    hub.leave(userId, conversationId, seq);
    if (isTold(userId, line.held)) return;
    for (const channel of subscribed) channel.close('unavailable');
  }

  /** @param asked so many of the first that wait are in logic's answer */
  private release(line: Line, asked: number): void {
    const { hub } = this.ports;
    const passing: Dispatch__Output[] = [];
    for (const [index, dispatch] of line.takeHeld().entries()) {
      if (index < asked && dispatch.membersSeq <= line.knownSeq) {
        passing.push(...withoutChange(dispatch, hub));
      } else if (index < asked || !this.carryOut(line, dispatch, passing)) {
        line.hold(dispatch);
      }
    }
    void this.deliver(passing);
  }

  /** Nobody can say who may hear what waits: the channels are closed and resume by hello. */
  private giveUp(conversationId: ConversationId, line: Line, error: unknown): void {
    const { hub, logger, tally } = this.ports;
    const joining = [...joinersOf(line.takeHeld(), hub).keys(), ...line.invited];
    const channels = new Set([
      ...hub.subscribersOf(conversationId),
      ...joining.flatMap(userId => hub.channelsOf(userId)),
    ]);
    line.reset();
    tally.fencedOff += channels.size;
    logger.warn({ err: error, conversationId, sockets: channels.size }, 'members are not known');
    for (const channel of channels) channel.close('unavailable');
    line.answerInvitations();
    this.tidy(conversationId);
  }

  private deliver(passing: readonly Dispatch__Output[]): Promise<number> {
    const delivered = this.ports.hub.push(passing);
    if (this.changed.size > 0) {
      for (const [conversationId, line] of this.changed) {
        const changing = delivered.then(() => {
          if (line.changing === changing) line.changing = undefined;
          this.tidy(conversationId);
        });
        line.changing = changing;
      }
      this.changed = new Map();
    }
    return delivered;
  }

  private begin(conversationId: ConversationId): Line {
    const line = new Line();
    this.lines.set(conversationId, line);
    return line;
  }
}

/** The hot path: whatever is neither a change nor behind one. */
function mayPass(dispatch: Dispatch__Output, line: Line | undefined): boolean {
  if (dispatch.audience?.to !== 'subscribers' || isSignal(dispatch)) return true;
  if (line === undefined || dispatch.subscriptions.length > 0) return false;
  return dispatch.membersSeq <= line.knownSeq;
}

function* usersOf(channels: Iterable<Channel>): Generator<UserId> {
  for (const { identity } of channels) if (identity !== undefined) yield identity.userId;
}
