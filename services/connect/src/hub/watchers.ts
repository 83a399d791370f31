import type { UserId } from '@parley/core';
import type { Channel } from '../channel/channel.ts';
import type { WatchedUsers } from './watched-users.ts';

const NOBODY: ReadonlySet<Channel> = new Set();

/** Which channels of a bucket want to know of whose presence. */
export class Watchers {
  private readonly byWatched = new Map<UserId, Set<Channel>>();
  private readonly byChannel = new Map<Channel, ReadonlySet<UserId>>();
  /** Those of the whole node. */
  private readonly watched: WatchedUsers;

  constructor(watched: WatchedUsers) {
    this.watched = watched;
  }

  /** Whom the channel watches from now on, instead of whom it watched before. */
  set(channel: Channel, userIds: ReadonlySet<UserId>): void {
    const before = this.byChannel.get(channel) ?? new Set();
    // Who stays is never let go in between: what was told of them is still known.
    for (const userId of userIds) if (!before.has(userId)) this.add(channel, userId);
    for (const userId of before) if (!userIds.has(userId)) this.delete(channel, userId);
    if (userIds.size > 0) this.byChannel.set(channel, userIds);
    else this.byChannel.delete(channel);
  }

  drop(channel: Channel): void {
    this.set(channel, new Set());
  }

  of(userId: UserId): ReadonlySet<Channel> {
    return this.byWatched.get(userId) ?? NOBODY;
  }

  get isEmpty(): boolean {
    return this.byChannel.size === 0;
  }

  private add(channel: Channel, userId: UserId): void {
    const channels = this.byWatched.get(userId);
    if (channels) {
      channels.add(channel);
      return;
    }
    this.byWatched.set(userId, new Set([channel]));
    this.watched.add(userId);
  }

  private delete(channel: Channel, userId: UserId): void {
    const channels = this.byWatched.get(userId);
    channels?.delete(channel);
    if (channels?.size !== 0) return;
    this.byWatched.delete(userId);
    this.watched.remove(userId);
  }
}
