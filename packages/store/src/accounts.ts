import type { SessionId, UserId } from '@parley/core';

export interface UserRecord {
  userId: UserId;
  /** As the person wrote it; unique without regard to case. */
  name: string;
  displayName: string;
  /** An argon2id string in PHC format, or what an import brought (`$sha1$` and 40 hex digits) until the next sign-in. */
  passwordHash: string;
  createdAtMs: number;
}

/** How a person wants to be seen, and when the person was last there (0: never). */
export interface PresenceRecord {
  mode: 'auto' | 'busy' | 'invisible';
  lastSeenAtMs: number;
}

/** Who may operate the server. */
export interface AdminRecord {
  user: UserRecord;
  sinceMs: number;
}

/** People. */
export interface AccountStore {
  /** @throws ParleyError `name_taken`. */
  create(user: UserRecord): Promise<void>;
  findByName(name: string): Promise<UserRecord | undefined>;
  findByIds(userIds: readonly UserId[]): Promise<Map<UserId, UserRecord>>;
  /** Compare and set: only when it still is `expected`; of two at once one alone takes. */
  replacePasswordHash(userId: UserId, expected: string, next: string): Promise<void>;
  /** Users whose name or display name begins with `prefix` (without regard to case), by name. */
  search(prefix: string, limit: number): Promise<UserRecord[]>;
  /** Who does not exist is not in the map. */
  findPresence(userIds: readonly UserId[]): Promise<Map<UserId, PresenceRecord>>;
  setPresenceMode(userId: UserId, mode: PresenceRecord['mode']): Promise<void>;
  /** They were there at this time; a later one that is known stays. */
  markSeen(userIds: readonly UserId[], seenAtMs: number): Promise<void>;
  /** Whether the user may operate the server. */
  isAdmin(userId: UserId): Promise<boolean>;
  /** Gives the right, or takes it away; giving it again changes nothing. False: nobody has this id. */
  setAdmin(userId: UserId, sinceMs: number | undefined): Promise<boolean>;
  /** By name. */
  listAdmins(): Promise<AdminRecord[]>;
}

/** One device's sign-in: a family of refresh tokens of which only the newest is good. */
export interface SessionRecord {
  sessionId: SessionId;
  userId: UserId;
  deviceName: string;
  /** SHA-256 of the current refresh token, hex. */
  refreshHash: string;
  refreshExpiresAtMs: number;
  createdAtMs: number;
  lastSeenAtMs: number;
}

/** Sign-ins. What is revoked is gone: it is found by no call. */
export interface SessionRecordStore {
  create(session: SessionRecord): Promise<void>;
  find(sessionIds: readonly SessionId[]): Promise<Map<SessionId, SessionRecord>>;
  /**
   * Whose they are, to let calls in. It alone may know of what is not on the disk yet: nobody is told
   * of it, and who has a token of a session was given it when the disk had the session.
   */
  owners(sessionIds: readonly SessionId[]): Promise<Map<SessionId, UserId>>;
  listByUser(userId: UserId): Promise<SessionRecord[]>;
  /**
   * Compare and set of the refresh token: only when it still is `expectedHash`. Resolves to whether
   * it was; two calls at once never both succeed.
   */
  rotate(
    sessionId: SessionId,
    expectedHash: string,
    next: Pick<SessionRecord, 'refreshHash' | 'refreshExpiresAtMs' | 'lastSeenAtMs'>,
  ): Promise<boolean>;
  /** Resolves to how many there were. */
  revoke(sessionIds: readonly SessionId[]): Promise<number>;
  /** Deletes up to `limit` sessions that could be refreshed until `nowMs` or before; resolves to how many. */
  purgeExpired(nowMs: number, limit: number): Promise<number>;
}
