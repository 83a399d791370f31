import type { UserId } from '@parley/core';
import type { Presence } from '@parley/wire';

type Told = Pick<Presence, 'status' | 'version'>;

/** What a presence is to those who watch here: nobody does, they know it, or it is the first or news. */
type Worth = 'nothing' | 'first' | 'news';

/** Everybody whose presence a channel of this node watches, and what they have been told last. */
export class WatchedUsers {
  private readonly entries = new Map<UserId, { buckets: number; told: Told | undefined }>();

  /** One more bucket has watchers of this user. */
  add(userId: UserId): void {
    const entry = this.entries.get(userId);
    if (entry) entry.buckets += 1;
    else this.entries.set(userId, { buckets: 1, told: undefined });
  }

  remove(userId: UserId): void {
    const entry = this.entries.get(userId);
    if (entry === undefined) return;
    entry.buckets -= 1;
    if (entry.buckets === 0) this.entries.delete(userId);
  }

  has(userId: UserId): boolean {
    return this.entries.has(userId);
  }

  /** Takes note of a presence that is about to be told. Of two the higher version counts. */
  note({ userId, status, version }: Presence): Worth {
    const entry = this.entries.get(userId);
    if (entry === undefined) return 'nothing';
    const { told } = entry;
    if (told && told.version >= version) return 'nothing';
    entry.told = { status, version };
    if (told === undefined) return 'first';
    return told.status === status ? 'nothing' : 'news';
  }

  ids(): Iterable<UserId> {
    return this.entries.keys();
  }

  get size(): number {
    return this.entries.size;
  }
}
