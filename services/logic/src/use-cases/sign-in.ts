import { ParleyError } from '@parley/core';
import type { AccountStore } from '@parley/store';
import { isImported } from '../domain/imported-password.ts';
import { isPossiblePassword } from '../domain/password-rules.ts';
import { normalizeUserName } from '../domain/user-name.ts';
import type { Passwords } from '../passwords.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';
import type { Device, StartSession } from '../tokens/start-session.ts';

export interface SignInInput extends Device {
  name: string;
  password: string;
}

interface Ports {
  accounts: Pick<AccountStore, 'findByName' | 'replacePasswordHash'>;
  passwords: Pick<Passwords, 'hash' | 'verify'>;
  startSession: StartSession;
}

/**
 * Signs a device in. A wrong name and a wrong password are answered alike and take as long. The hash that
 * an import brought is replaced by one of our own.
 * @throws ParleyError `wrong_credentials`, `overloaded`.
 */
export type SignIn = (input: SignInInput) => Promise<SignedIn>;

export function signIn({ accounts, passwords, startSession }: Ports): SignIn {
  return async ({ name, password, ...device }) => {
    if (!isPossiblePassword(password)) throw wrongCredentials();
    const user = await accounts.findByName(normalizeUserName(name));
    const right = await passwords.verify(user?.passwordHash, password);
    if (user === undefined || !right) throw wrongCredentials();
    const { userId, passwordHash } = user;
    if (isImported(passwordHash)) {
      await accounts.replacePasswordHash(userId, passwordHash, await passwords.hash(password));
    }
    return startSession(user, device);
  };
}

function wrongCredentials(): ParleyError {
  return new ParleyError('wrong_credentials', 'The name or the password is wrong.');
}
