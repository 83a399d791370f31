import type { Dispatch__Output } from '@parley/contracts';
import { type ConversationId, hash32, type SessionId, type UserId } from '@parley/core';
import type { Channel, Identity } from '../channel/channel.ts';
import { Bucket } from './bucket.ts';
import { FanOut } from './fan-out.ts';
import type { Run } from './run.ts';
import { Turns } from './turns.ts';
import { WatchedUsers } from './watched-users.ts';

export interface HubOptions {
  buckets: number;
  framesPerTurn: number;
}

const NOBODY: readonly UserId[] = [];

/** Who is told what happens in the hub. */
export interface HubListener {
  /** The node has its first subscriber of this conversation. */
  readonly occupied: (conversationId: ConversationId) => void;
  /** It has none any more. */
  readonly vacated: (conversationId: ConversationId) => void;
  /** A change of members has subscribed these channels, who were live or about to be. */
  readonly joined: (conversationId: ConversationId, channels: readonly Channel[]) => void;
  /** A round of pushes lies in the outbound queues. */
  readonly delivered: (runs: readonly Run[]) => void;
}

/** All channels of a node whose user is known, by user and by conversation. */
export class Hub {
  readonly buckets: readonly Bucket[];
  /** Whom somebody here watches. */
  readonly watched = new WatchedUsers();
  private readonly listener: HubListener;
  private readonly fanOut: FanOut;
  /** Subscribers of each conversation, over all buckets. */
  private readonly subscribers = new Map<ConversationId, number>();

  constructor({ buckets, framesPerTurn }: HubOptions, listener: HubListener) {
    this.listener = listener;
    const turns = new Turns(framesPerTurn);
    const fanOut = new FanOut(turns, runs => this.deal(runs), listener.delivered);
    const membership = {
      join: this.join.bind(this),
      leave: this.leave.bind(this),
    };
    const makeBucket = () => new Bucket(turns, membership, this.watched, () => fanOut.bucketDone());
    this.buckets = Array.from({ length: buckets }, makeBucket);
    this.fanOut = fanOut;
  }

  /** Makes a channel reachable. Returns the other channel of the same device, which it replaces. */
  add(channel: Channel, identity: Identity): Channel | undefined {
    const { userId, deviceId } = identity;
    const bucket = this.bucketOf(userId);
    const older = bucket.channelsOf(userId).find(other => other.identity?.deviceId === deviceId);
    channel.identify(identity, bucket);
    bucket.add(userId, channel);
    return older;
  }

  /** Forgets a channel and all its subscriptions. */
  remove(channel: Channel): void {
    if (channel.identity === undefined) return;
    this.bucketOf(channel.identity.userId).delete(channel.identity.userId, channel);
    for (let room = channel.rooms.at(-1); room !== undefined; room = channel.rooms.at(-1)) {
      this.unsubscribe(channel, room.conversationId, Number.POSITIVE_INFINITY);
    }
  }

  channelsOf(userId: UserId): readonly Channel[] {
    return this.bucketOf(userId).channelsOf(userId);
  }

  /**
   * Those of one sign-in, among the channels of `userIds` or, without any, among all. A search:
   * signing out is rare, and an index would cost every idle socket memory.
   */
  channelsOfSession(sessionId: SessionId, userIds: readonly UserId[]): Channel[] {
    const among =
      userIds.length > 0
        ? userIds.flatMap(userId => this.channelsOf(userId))
        : [...this.channels()];
    return among.filter(channel => channel.identity?.sessionId === sessionId);
  }

  *channels(): Generator<Channel> {
    for (const bucket of this.buckets) yield* bucket.channels();
  }

  *subscribersOf(conversationId: ConversationId): Generator<Channel> {
    for (const bucket of this.buckets) yield* bucket.room(conversationId)?.subscribers() ?? [];
  }

  /** @param fromSeq events before it are not for this channel. Returns false if it was subscribed. */
  subscribe(channel: Channel, conversationId: ConversationId, fromSeq: number): boolean {
    if (channel.identity === undefined || channel.state.is === 'closed') return false;
    const room = this.bucketOf(channel.identity.userId).roomFor(conversationId);
    if (!room.add(channel, fromSeq)) return false;
    channel.rooms.push(room);
    const count = (this.subscribers.get(conversationId) ?? 0) + 1;
    this.subscribers.set(conversationId, count);
    if (count === 1) this.listener.occupied(conversationId);
    return true;
  }

  isOccupied(conversationId: ConversationId): boolean {
    return this.subscribers.has(conversationId);
  }

  /** Subscribes a user's channels; those that are in hear from `fromSeq` on. */
  join(userId: UserId, conversationId: ConversationId, fromSeq: number): void {
    const joined = this.channelsOf(userId).filter(channel =>
      this.subscribe(channel, conversationId, fromSeq),
    );
    if (joined.length > 0) this.listener.joined(conversationId, joined);
  }

  /** Unsubscribes those of a user's channels that were not subscribed by something later than `seq`. */
  leave(userId: UserId, conversationId: ConversationId, seq: number): void {
    for (const channel of this.channelsOf(userId)) this.unsubscribe(channel, conversationId, seq);
  }

  private unsubscribe(channel: Channel, conversationId: ConversationId, seq: number): void {
    if (channel.identity === undefined) return;
    const bucket = this.bucketOf(channel.identity.userId);
    const room = bucket.room(conversationId);
    if (!room?.delete(channel, seq)) return;
    channel.rooms.splice(channel.rooms.indexOf(room), 1);
    if (room.size === 0) bucket.dropRoom(conversationId);
    const count = (this.subscribers.get(conversationId) ?? 0) - 1;
    if (count > 0) {
      this.subscribers.set(conversationId, count);
    } else {
      this.subscribers.delete(conversationId);
      this.listener.vacated(conversationId);
    }
  }

  /** Whose presence the channel is told from now on. */
  watch(channel: Channel, userIds: ReadonlySet<UserId>): void {
    if (channel.identity === undefined || channel.state.is === 'closed') return;
    this.bucketOf(channel.identity.userId).watchers.set(channel, userIds);
  }

  /** Sends a frame to every channel that watches this user. */
  tellWatchers(userId: UserId, frame: Buffer): void {
    for (const bucket of this.buckets) {
      for (const channel of bucket.watchers.of(userId)) channel.send(frame);
    }
  }

  /** Delivers in order. Resolves when the frames lie in the outbound queues, to how many were reached. */
  push(dispatches: readonly Dispatch__Output[]): Promise<number> {
    return this.fanOut.push(dispatches);
  }

  /** Whether nothing is left of anybody. */
  get isEmpty(): boolean {
    return this.subscribers.size === 0 && this.buckets.every(bucket => bucket.isEmpty);
  }

  private bucketOf(userId: UserId): Bucket {
    const bucket = this.buckets[hash32(userId) % this.buckets.length];
    if (bucket === undefined) throw new RangeError('a hub has at least one bucket');
    return bucket;
  }

  /** Runs for all subscribers or for everyone go to every bucket, others to those of their users. */
  private deal(runs: readonly Run[]): number {
    let dealt = 0;
    for (const run of runs) {
      if (run.audience?.to === 'users') {
        dealt += this.dealToUsers(run, run.audience.users?.userIds ?? NOBODY);
        dealt += this.dealToUsers(run, run.joining) + this.dealToUsers(run, run.leaving);
        continue;
      }
      const watched = run.audience?.watchersOf;
      for (const bucket of this.buckets) {
        if (watched && bucket.watchers.of(watched).size === 0) continue;
        if (bucket.enqueue(run)) dealt += 1;
      }
    }
    return dealt;
  }

  /** To the buckets of those who are here. Returns to how many of them it is the first run of the round. */
  private dealToUsers(run: Run, userIds: readonly UserId[]): number {
    let dealt = 0;
    for (const userId of userIds) {
      const bucket = this.bucketOf(userId);
      if (bucket.channelsOf(userId).length > 0 && bucket.enqueue(run)) dealt += 1;
    }
    return dealt;
  }
}
