import { ParleyError } from '@parley/core';
import type { SignedInView, UserView } from '@parley/wire';

interface Session {
  user: UserView;
  accessToken: string;
  refreshToken: string;
  revoked: boolean;
}

/** Accounts whose password is their name. Tokens are numbered; a refresh token is good once. */
export class FakeAccounts {
  readonly users: UserView[] = [];
  accessLifeMs = 900_000;
  renewals = 0;
  private readonly sessions: Session[] = [];
  private counter = 0;

  add(name: string): UserView {
    const user = {
      userId: String(100 + this.users.length),
      name,
      displayName: name.replace(/^./, first => first.toUpperCase()),
      createdAtMs: Date.now(),
    };
    this.users.push(user);
    return user;
  }

  signIn(name: string, password: string): SignedInView {
    const user = this.users.find(one => one.name === name);
    if (user === undefined || password !== name) {
      throw new ParleyError('wrong_credentials', 'Name or password is wrong.');
    }
    const session = { user, accessToken: '', refreshToken: '', revoked: false };
    this.sessions.push(session);
    return this.issue(session);
  }

  refresh(refreshToken: string): SignedInView {
    const session = this.sessions.find(one => one.refreshToken === refreshToken);
    if (session === undefined || session.revoked) {
      throw new ParleyError('session_revoked', 'This refresh token was used before.');
    }
    this.renewals++;
    return this.issue(session);
  }

  /** Throws `token_expired` for any token but the newest of a session. */
  verify(accessToken: string): UserView {
    const session = this.sessions.find(one => one.accessToken === accessToken);
    if (session?.revoked === true) throw new ParleyError('session_revoked', 'Signed out.');
    if (session === undefined) throw new ParleyError('token_expired', 'The token has expired.');
    return session.user;
  }

  /** All access tokens expire now; refresh tokens stay good. */
  expireAll(): void {
    for (const session of this.sessions) session.accessToken = '';
  }

  revokeAll(): void {
    for (const session of this.sessions) session.revoked = true;
  }

  private issue(session: Session): SignedInView {
    session.accessToken = `access-${++this.counter}`;
    session.refreshToken = `refresh-${this.counter}`;
    return {
      user: session.user,
      sessionId: String(this.sessions.indexOf(session)),
      accessToken: session.accessToken,
      accessExpiresAtMs: Date.now() + this.accessLifeMs,
      refreshToken: session.refreshToken,
      refreshExpiresAtMs: Date.now() + 86_400_000,
    };
  }
}
