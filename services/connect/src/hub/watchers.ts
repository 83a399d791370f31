import type { UserId } from '@parley/core';
import type { Channel } from '../channel/channel.ts';

const NOBODY: ReadonlySet<Channel> = new Set();

/** Which channels of a bucket want to know of whose presence. */
export class Watchers {
  private readonly byWatched = new Map<UserId, Set<Channel>>();
  private readonly byChannel = new Map<Channel, readonly UserId[]>();

  /** Whom the channel watches from now on, instead of whom it watched before. */
  set(channel: Channel, userIds: readonly UserId[]): void {
    this.drop(channel);
    if (userIds.length === 0) return;
    this.byChannel.set(channel, userIds);
    for (const userId of userIds) {
      const channels = this.byWatched.get(userId);
      if (channels) channels.add(channel);
      else this.byWatched.set(userId, new Set([channel]));
    }
  }

  drop(channel: Channel): void {
    for (const userId of this.byChannel.get(channel) ?? []) {
      const channels = this.byWatched.get(userId);
      channels?.delete(channel);
      if (channels?.size === 0) this.byWatched.delete(userId);
    }
    this.byChannel.delete(channel);
  }

  of(userId: UserId): ReadonlySet<Channel> {
    return this.byWatched.get(userId) ?? NOBODY;
  }

  /** Everybody who is watched. */
  watched(): Iterable<UserId> {
    return this.byWatched.keys();
  }

  get isEmpty(): boolean {
    return this.byChannel.size === 0;
  }
}
