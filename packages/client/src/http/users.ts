import { Emitter, ParleyError, type Unsubscribe, type UserId } from '@parley/core';
import type { UserView } from '@parley/wire';
import { type Deferred, deferred } from '../deferred.ts';

/** The API takes that many ids in one request. */
const BATCH = 100;

type Fetch = (ids: readonly UserId[]) => Promise<UserView[]>;

/** People by id. Look-ups of one turn share a request; what was seen once is kept. */
export class Users {
  private readonly known = new Map<UserId, UserView>();
  private readonly asked = new Map<UserId, Deferred<UserView>>();
  private readonly changed = new Emitter<void>();
  private wanted: UserId[] = [];
  private readonly fetch: Fetch;

  constructor(fetch: Fetch) {
    this.fetch = fetch;
  }

  /** Rejects with `not_found` for an id that nobody has, otherwise with what the request met. */
  get(userId: UserId): Promise<UserView> {
    const user = this.known.get(userId);
    if (user !== undefined) return Promise.resolve(user);
    const asked = this.asked.get(userId);
    if (asked !== undefined) return asked.promise;
    const answer = deferred<UserView>();
    this.asked.set(userId, answer);
    if (this.wanted.length === 0) queueMicrotask(() => void this.load());
    this.wanted.push(userId);
    return answer.promise;
  }

  /** What is known now; if that is nothing it is asked for, and `onChange` tells when it came. */
  peek(userId: UserId): UserView | undefined {
    const user = this.known.get(userId);
    if (user === undefined) this.get(userId).catch(() => {});
    return user;
  }

  /** Someone became known or changed. */
  onChange(listener: () => void): Unsubscribe {
    return this.changed.subscribe(listener);
  }

  /** Remembers people that came with another answer. */
  learn(users: readonly UserView[]): void {
    let news = false;
    for (const user of users) {
      const old = this.known.get(user.userId);
      news ||= old?.displayName !== user.displayName || old.name !== user.name;
      this.known.set(user.userId, user);
    }
    if (news) this.changed.emit();
  }

  clear(): void {
    this.known.clear();
  }

  private async load(): Promise<void> {
    const ids = this.wanted;
    this.wanted = [];
    const batches: UserId[][] = [];
    for (let at = 0; at < ids.length; at += BATCH) batches.push(ids.slice(at, at + BATCH));
    await Promise.all(batches.map(batch => this.loadBatch(batch)));
  }

  private async loadBatch(ids: UserId[]): Promise<void> {
    try {
      this.learn(await this.fetch(ids));
      for (const id of ids) this.settle(id, this.known.get(id) ?? unknown(id));
    } catch (error) {
      for (const id of ids) this.settle(id, error);
    }
  }

  private settle(id: UserId, result: unknown): void {
    const answer = this.asked.get(id);
    this.asked.delete(id);
    const user = this.known.get(id);
    if (user !== undefined) answer?.resolve(user);
    else answer?.reject(result);
  }
}

function unknown(userId: UserId): ParleyError {
  return new ParleyError('not_found', 'There is no such user.', { field: 'userId', value: userId });
}
