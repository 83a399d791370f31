import type { ConversationId, UserId } from '@parley/core';
import type { Channel, Turntable } from '../channel/channel.ts';
import { Room } from './room.ts';
import type { Run } from './run.ts';
import type { Turn, Turns } from './turns.ts';
import type { WatchedUsers } from './watched-users.ts';
import { Watchers } from './watchers.ts';

/** Changes who hears a conversation; the hub, which counts over all buckets. */
export interface Membership {
  join(userId: UserId, conversationId: ConversationId, fromSeq: number): void;
  leave(userId: UserId, conversationId: ConversationId, seq: number): void;
}

const NOBODY: readonly Channel[] = [];

/**
 * The users whose id hashes here, with all their channels: the unit of fan-out and of housekeeping.
 * What its channels are sent waits here and leaves in the bucket's turn.
 */
export class Bucket implements Turntable, Turn {
  private readonly users = new Map<UserId, readonly Channel[]>();
  private readonly rooms = new Map<ConversationId, Room>();
  readonly watchers: Watchers;
  private readonly turns: Turns;
  private readonly membership: Membership;
  private readonly runsDone: () => void;
  private runs: Run[] = [];
  private dirty: Channel[] = [];
  private waitsForTurn = false;

  /** @param runsDone called when what `enqueue` brought lies in the outbound queues */
  constructor(turns: Turns, membership: Membership, watched: WatchedUsers, runsDone: () => void) {
    this.watchers = new Watchers(watched);
    this.turns = turns;
    this.membership = membership;
    this.runsDone = runsDone;
  }

  add(userId: UserId, channel: Channel): void {
    this.users.set(userId, [...this.channelsOf(userId), channel]);
  }

  delete(userId: UserId, channel: Channel): void {
    const left = this.channelsOf(userId).filter(other => other !== channel);
    if (left.length > 0) this.users.set(userId, left);
    else this.users.delete(userId);
    this.watchers.drop(channel);
  }

  channelsOf(userId: UserId): readonly Channel[] {
    return this.users.get(userId) ?? NOBODY;
  }

  *channels(): Generator<Channel> {
    for (const channels of this.users.values()) yield* channels;
  }

  room(conversationId: ConversationId): Room | undefined {
    return this.rooms.get(conversationId);
  }

  roomFor(conversationId: ConversationId): Room {
    let room = this.rooms.get(conversationId);
    if (room === undefined) {
      room = new Room(conversationId);
      this.rooms.set(conversationId, room);
    }
    return room;
  }

  dropRoom(conversationId: ConversationId): void {
    this.rooms.delete(conversationId);
  }

  get isEmpty(): boolean {
    return this.users.size === 0 && this.rooms.size === 0 && this.watchers.isEmpty;
  }

  /**
   * Hands over a run to be delivered in the next turn, once, however often it is dealt in a row. Returns
   * whether it is the first of this turn.
   */
  enqueue(run: Run): boolean {
    if (this.runs.at(-1) === run) return false;
    this.runs.push(run);
    if (this.runs.length > 1) return false;
    this.requestTurn();
    return true;
  }

  /** A channel has something to write. */
  wake(channel: Channel): void {
    this.dirty.push(channel);
    this.requestTurn();
  }

  carryOut(): number {
    const runs = this.runs;
    this.runs = [];
    for (const run of runs) {
      // Each bucket changes its own users alone, in the order of its own deliveries.
      for (const userId of run.joining) {
        if (this.users.has(userId)) {
          this.membership.join(userId, run.conversationId, run.firstSeq);
        }
      }
      if (run.size > 0) run.reached += this.deliver(run);
      for (const userId of run.leaving) {
        if (this.users.has(userId)) {
          this.membership.leave(userId, run.conversationId, run.lastSeq);
        }
      }
    }
    const dirty = this.dirty;
    this.dirty = [];
    this.waitsForTurn = false;
    let frames = 0;
    for (const channel of dirty) frames += channel.flush();
    if (runs.length > 0) this.runsDone();
    return frames;
  }

  private requestTurn(): void {
    if (this.waitsForTurn) return;
    this.waitsForTurn = true;
    this.turns.add(this);
  }

  private deliver(run: Run): number {
    switch (run.audience?.to) {
      case 'subscribers':
        return this.rooms.get(run.conversationId)?.deliver(run) ?? 0;
      case 'users':
        return this.deliverToUsers(run, run.audience.users?.userIds ?? []);
      case 'everyone':
        return this.deliverToUsers(run, [...this.users.keys()]);
      case 'watchersOf':
        return sendTo(this.watchers.of(run.audience.watchersOf ?? ''), run.frameFrom(0));
      case undefined:
        return 0;
    }
  }

  private deliverToUsers(run: Run, userIds: readonly UserId[]): number {
    const frame = run.frameFrom(0);
    let reached = 0;
    for (const userId of userIds) reached += sendTo(this.channelsOf(userId), frame);
    return reached;
  }
}

/** Returns how many were reached. */
function sendTo(channels: Iterable<Channel>, frame: Buffer | undefined): number {
  if (frame === undefined) return 0;
  let reached = 0;
  for (const channel of channels) if (channel.send(frame)) reached += 1;
  return reached;
}
