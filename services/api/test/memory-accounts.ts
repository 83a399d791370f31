import type { Caller, Session__Output, SignedIn__Output, User__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';

interface Session extends Session__Output {
  userId: string;
  accessToken: string;
  refreshToken: string;
}

/** People and their sessions, kept in memory. Tokens are `access-N` and `refresh-N`. */
export class MemoryAccounts {
  readonly users = new Map<string, User__Output & { password: string }>();
  private readonly sessions = new Map<string, Session>();
  private last = 1_000;

  nextId(): string {
    this.last += 1;
    return String(this.last);
  }

  register(name: string, password: string, displayName = '', deviceName = ''): SignedIn__Output {
    if (this.byName(name)) {
      throw new ParleyError('name_taken', `${name} is taken.`, { field: 'name', value: name });
    }
    const userId = this.nextId();
    const user = { userId, name, displayName: displayName || name, createdAtMs: Date.now() };
    this.users.set(userId, { ...user, presenceMode: 'auto', password });
    return this.openSession(userId, deviceName);
  }

  signIn(name: string, password: string, deviceName = ''): SignedIn__Output {
    const user = this.byName(name);
    if (user?.password !== password) {
      throw new ParleyError('wrong_credentials', 'Name or password is wrong.');
    }
    return this.openSession(user.userId, deviceName);
  }

  refresh(refreshToken: string): SignedIn__Output {
    const session = [...this.sessions.values()].find(one => one.refreshToken === refreshToken);
    if (!session) throw new ParleyError('unauthenticated', 'This refresh token is not good.');
    session.accessToken = `access-${this.nextId()}`;
    session.refreshToken = `refresh-${this.nextId()}`;
    return this.signedIn(session);
  }

  /** @throws ParleyError `unauthenticated`, or `token_expired` for the token `expired`. */
  sessionOf(caller: Caller | null | undefined): Session {
    if (caller?.accessToken === 'expired') {
      throw new ParleyError('token_expired', 'The access token has expired.');
    }
    const session = [...this.sessions.values()].find(
      one => one.accessToken === caller?.accessToken,
    );
    if (!session) throw new ParleyError('unauthenticated', 'The access token is not good.');
    return session;
  }

  userIdOf(caller: Caller | null | undefined): string {
    return this.sessionOf(caller).userId;
  }

  /** @throws ParleyError `not_found`. */
  user(userId: string): User__Output {
    const user = this.users.get(userId);
    if (user) return user;
    throw new ParleyError('not_found', 'There is no such user.', {
      field: 'userId',
      value: userId,
    });
  }

  sessionsOf(caller: Caller | null | undefined): Session__Output[] {
    const own = this.sessionOf(caller);
    return [...this.sessions.values()]
      .filter(one => one.userId === own.userId)
      .map(one => ({ ...one, current: one === own }));
  }

  /** Resolves to how many sessions there were. */
  signOut(caller: Caller | null | undefined, sessionId = '', allOthers = false): number {
    const own = this.sessionOf(caller);
    const ids = this.sessionsOf(caller)
      .filter(one => {
        if (allOthers) return !one.current;
        return one.sessionId === (sessionId || own.sessionId);
      })
      .map(one => one.sessionId);
    if (sessionId !== '' && ids.length === 0) {
      throw new ParleyError('not_found', 'There is no such session.');
    }
    for (const id of ids) this.sessions.delete(id);
    return ids.length;
  }

  private byName(name: string) {
    return [...this.users.values()].find(user => user.name === name);
  }

  private openSession(userId: string, deviceName: string): SignedIn__Output {
    const session: Session = {
      sessionId: this.nextId(),
      userId,
      deviceName,
      createdAtMs: Date.now(),
      lastSeenAtMs: Date.now(),
      current: false,
      accessToken: `access-${this.nextId()}`,
      refreshToken: `refresh-${this.nextId()}`,
    };
    this.sessions.set(session.sessionId, session);
    return this.signedIn(session);
  }

  private signedIn({ userId, sessionId, accessToken, refreshToken }: Session): SignedIn__Output {
    return {
      user: this.user(userId),
      sessionId,
      accessToken,
      accessExpiresAtMs: Date.now() + 60_000,
      refreshToken,
      refreshExpiresAtMs: Date.now() + 600_000,
    };
  }
}
