import { hash, verify } from '@node-rs/argon2';
import { Turnstile } from '@parley/core';
import type { Refuse } from './bounds.ts';
import { matchesImported } from './domain/imported-password.ts';

/** OWASP's argon2id setting with 19 MiB: about 10 ms on one core. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordsOptions {
  /** Calculations at the same time. */
  concurrency: number;
  /** Calculations that may wait. */
  maxWaiting: number;
  refuse: Refuse;
}

/**
 * Password hashes: argon2id in PHC format. Few at a time and few waiting, because a calculation holds
 * a thread of Node's small pool and 19 MiB: a storm of sign-ins must not starve everything else.
 */
export class Passwords {
  private readonly turnstile: Turnstile;
  private dummy: Promise<string> | undefined;

  constructor({ concurrency, maxWaiting, refuse }: PasswordsOptions) {
    this.turnstile = new Turnstile({
      atOnce: concurrency,
      maxWaiting,
      refuse: () =>
        refuse('maxWaitingPasswords', 'Too many people are signing in. Please try again.'),
    });
  }

  /** @throws ParleyError `overloaded` when too many wait. */
  hash(password: string): Promise<string> {
    return this.turnstile.pass(() => hash(normalize(password), ARGON2));
  }

  /**
   * Whether the password belongs to the hash. Without a hash (nobody has that name) it calculates as
   * long and answers false, so that the time does not tell which names exist; with an imported one it
   * calculates as long, too.
   * @throws ParleyError `overloaded` when too many wait.
   */
  verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    return this.turnstile.pass(async () => {
      this.dummy ??= hash('nobody has this password', ARGON2);
      const dummy = await this.dummy;
      if (passwordHash === undefined || !passwordHash.startsWith('$argon2')) {
        await verify(dummy, normalize(password));
        return passwordHash !== undefined && matchesImported(passwordHash, password);
      }
      return verify(passwordHash, normalize(password));
    });
  }

  /** How many calculations wait. */
  get size(): number {
    return this.turnstile.waiting;
  }
}

/** The same password typed on another system may come in other code points (RFC 8265). */
function normalize(password: string): string {
  return password.normalize('NFC');
}
