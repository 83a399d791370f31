import type { Dispatch__Output } from '@parley/contracts';
import type { UserId } from '@parley/core';

/** Before anything is known of the members. */
const NOTHING = -1;

/** What a dispatch that waits is counted as beside its event. */
const OVERHEAD_BYTES = 256;

/** Somebody who is to be subscribed if logic says so. */
interface Invitation {
  userId: UserId;
  resolve: () => void;
}

/** What the node knows of the members of a conversation, and what waits until it knows more. */
export class Line {
  /** The subscriptions here are right as of this change of members. */
  knownSeq = NOTHING;
  /** The least that hellos since the last question can be sure of. */
  leastToldSeq = Number.POSITIVE_INFINITY;
  held: Dispatch__Output[] = [];
  heldBytes = 0;
  /** Those that the next question is about, and those of the question that is under way. */
  readonly invitations: Invitation[] = [];
  asked: Invitation[] = [];
  /** Somebody may be subscribed who is not a member. */
  isDoubted = false;
  /** A question is under way: no change of members is carried out. */
  isAsking = false;
  /** Ends a question when another one takes its place. */
  round = 0;
  /** Waits, or asks. */
  isBusy = false;
  /** Resolves when the changes that went to the hub have been carried out there. */
  changing: Promise<unknown> | undefined;

  hold(dispatch: Dispatch__Output): void {
    this.held.push(dispatch);
    this.heldBytes += dispatch.event.length + OVERHEAD_BYTES;
  }

  takeHeld(): Dispatch__Output[] {
    const { held } = this;
    this.held = [];
    this.heldBytes = 0;
    return held;
  }

  /** Nothing is known any more; a question that is under way does not count. */
  reset(): void {
    this.round += 1;
    this.asked.push(...this.invitations.splice(0));
    this.knownSeq = NOTHING;
    this.leastToldSeq = Number.POSITIVE_INFINITY;
    this.isDoubted = false;
    this.isAsking = false;
    this.isBusy = false;
  }

  /** Everybody who has been invited is in, or is told so otherwise. */
  answerInvitations(): void {
    for (const { resolve } of this.asked.splice(0)) resolve();
  }

  get invited(): UserId[] {
    return [...this.asked, ...this.invitations].map(({ userId }) => userId);
  }

  /** Whether there is something to ask. */
  get isUnsettled(): boolean {
    return this.isDoubted || this.held.length + this.invitations.length > 0;
  }

  /** Whether nothing is known, or some of what waits follows a change that is not. */
  get isBehind(): boolean {
    if (this.knownSeq === NOTHING) return true;
    return this.held.some(({ membersSeq }) => membersSeq > this.knownSeq);
  }
}

/** What logic has said is at least as new as anything that had been dispatched when it was asked. */
export function newestOf(dispatches: readonly Dispatch__Output[]): number {
  return dispatches.reduce((newest, { membersSeq, seq, subscriptions }) => {
    const own = subscriptions.length > 0 ? seq : 0;
    return Math.max(newest, membersSeq, own);
  }, NOTHING);
}
