import { hash, verify } from '@node-rs/argon2';
import { ParleyError } from '@parley/core';

/** OWASP's argon2id setting with 19 MiB: about 10 ms on one core. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const RETRY_AFTER_MS = 1_000;

export interface PasswordsOptions {
  /** Calculations at the same time. */
  concurrency: number;
  /** Calculations that may wait. */
  maxWaiting: number;
}

/**
 * Password hashes: argon2id in PHC format. Few at a time and few waiting, because a calculation holds
 * a thread of Node's small pool and 19 MiB: a storm of sign-ins must not starve everything else.
 */
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;
  private readonly options: PasswordsOptions;

  constructor(options: PasswordsOptions) {
    this.options = options;
  }

  /** @throws ParleyError `overloaded` when too many wait. */
  hash(password: string): Promise<string> {
    return this.run(() => hash(normalize(password), ARGON2));
  }

  /**
   * Whether the password belongs to the hash. Without a hash (nobody has that name) it calculates as
   * long and answers false, so that the time does not tell which names exist.
   * @throws ParleyError `overloaded` when too many wait.
   */
  verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    return this.run(async () => {
      this.dummy ??= hash('nobody has this password', ARGON2);
      const dummy = await this.dummy;
      const right = await verify(passwordHash ?? dummy, normalize(password));
      return right && passwordHash !== undefined;
    });
  }

  /** How many calculations wait. */
  get size(): number {
    return this.waiting.length;
  }

  private async run<T>(calculate: () => Promise<T>): Promise<T> {
    if (this.running < this.options.concurrency) {
      this.running++;
    } else {
      if (this.waiting.length >= this.options.maxWaiting) throw overloaded();
      // Whoever is done hands its place on, so `running` stays as it is.
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    try {
      return await calculate();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}

/** The same password typed on another system may come in other code points (RFC 8265). */
function normalize(password: string): string {
  return password.normalize('NFC');
}

function overloaded(): ParleyError {
  return new ParleyError('overloaded', 'Too many people are signing in. Please try again.', {
    retryAfterMs: RETRY_AFTER_MS,
  });
}
