import { Emitter, ParleyError, type UserId } from '@parley/core';
import type { SignedInView, UserView } from '@parley/wire';
import type { ResolvedOptions } from '../options.ts';
import { needsRenewal, parseSession, type StoredSession } from './stored-session.ts';

const KEY = 'parley.session';
const LOCK = 'parley.session.renew';

type Options = Pick<ResolvedOptions, 'storage' | 'lock' | 'clock' | 'logger'>;
type Renew = (refreshToken: string) => Promise<SignedInView>;

/**
 * Owns the tokens. A refresh token is good once, so a renewal runs once at a time: within this
 * client by sharing the promise, between tabs by the lock and by reading the storage again inside it.
 */
export class SessionKeeper {
  /** The session began, changed hands or ended; null when signed out. */
  readonly changed = new Emitter<UserId | null>();
  private session: StoredSession | null = null;
  private renewal: Promise<string> | null = null;
  private readonly options: Options;
  private readonly renewWith: Renew;
  private readonly unwatch: () => void;

  constructor(options: Options, renewWith: Renew) {
    this.options = options;
    this.renewWith = renewWith;
    const changed = () => {
      this.readAgain().catch((error: unknown) => {
        options.logger.warn({ err: error }, 'cannot read the stored session');
      });
    };
    this.unwatch = options.storage.onChanged?.(KEY, changed) ?? (() => {});
  }

  get user(): UserView | null {
    return this.session?.user ?? null;
  }

  get sessionId(): string | null {
    return this.session?.sessionId ?? null;
  }

  /** Takes up what an earlier run stored. Asks nobody: the token may turn out to be revoked. */
  async restore(): Promise<UserView | null> {
    if (this.session === null) this.hold(await this.readStored());
    return this.user;
  }

  async adopt(view: SignedInView): Promise<void> {
    const session = { ...view, receivedAtMs: this.options.clock.nowMs() };
    await this.options.storage.set(KEY, JSON.stringify(session));
    this.hold(session);
  }

  /** Forgets the session here and in the storage. */
  async forget(): Promise<void> {
    await this.options.storage.remove(KEY);
    this.hold(null);
  }

  /** A token that is good for some time yet. Throws `unauthenticated` when signed out. */
  async accessToken(): Promise<string> {
    const session = this.session;
    if (session === null) throw signedOut();
    if (!needsRenewal(session, this.options.clock.nowMs())) return session.accessToken;
    return this.renew(session.accessToken);
  }

  /** A token other than `stale`, which the server refused. Ends the session if there is none. */
  renew(stale: string): Promise<string> {
    this.renewal ??= this.options
      .lock(LOCK, () => this.renewOnce(stale))
      .finally(() => {
        this.renewal = null;
      });
    return this.renewal;
  }

  close(): void {
    this.unwatch();
  }

  private async renewOnce(stale: string): Promise<string> {
    await this.readAgain();
    const session = this.session;
    if (session === null) throw signedOut();
    if (session.accessToken !== stale) return session.accessToken;
    try {
      const renewed = await this.renewWith(session.refreshToken);
      await this.adopt(renewed);
      return renewed.accessToken;
    } catch (error) {
      if (error instanceof ParleyError && isRefusal(error))
        return this.afterRefusal(session, error);
      throw error;
    }
  }

  /** The refresh token was used before: fine if that was another tab without the lock. */
  private async afterRefusal(used: StoredSession, error: ParleyError): Promise<string> {
    const stored = await this.readStored();
    if (stored !== null && stored.refreshToken !== used.refreshToken) {
      this.hold(stored);
      return stored.accessToken;
    }
    await this.forget();
    throw error;
  }

  private async readAgain(): Promise<void> {
    const stored = await this.readStored();
    if (this.session !== null && stored?.accessToken !== this.session.accessToken) {
      this.hold(stored);
    }
  }

  private async readStored(): Promise<StoredSession | null> {
    return parseSession(await this.options.storage.get(KEY));
  }

  private hold(session: StoredSession | null): void {
    const before = this.session?.user.userId ?? null;
    const after = session?.user.userId ?? null;
    this.session = session;
    if (before !== after) this.changed.emit(after);
  }
}

/** Whether the server will never again accept this session. */
export function isRefusal(error: ParleyError): boolean {
  return (
    error.code === 'unauthenticated' ||
    error.code === 'session_revoked' ||
    error.code === 'token_expired' ||
    error.code === 'wrong_credentials'
  );
}

function signedOut(): ParleyError {
  return new ParleyError('unauthenticated', 'You are signed out.');
}
