import { ParleyError } from '@parley/core';
import type { AccountStore } from '@parley/store';
import { isPossiblePassword } from '../domain/password-rules.ts';
import { normalizeUserName } from '../domain/user-name.ts';
import type { Passwords } from '../passwords.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';
import type { StartSession } from '../tokens/start-session.ts';

export interface SignInInput {
  name: string;
  password: string;
  deviceName: string;
}

interface Ports {
  accounts: Pick<AccountStore, 'findByName'>;
  passwords: Pick<Passwords, 'verify'>;
  startSession: StartSession;
}

/**
 * Signs a device in. A wrong name and a wrong password are answered alike and take as long.
 * @throws ParleyError `wrong_credentials`, `overloaded`.
 */
export type SignIn = (input: SignInInput) => Promise<SignedIn>;

export function signIn({ accounts, passwords, startSession }: Ports): SignIn {
  return async ({ name, password, deviceName }) => {
    if (!isPossiblePassword(password)) throw wrongCredentials();
    const user = await accounts.findByName(normalizeUserName(name));
    const right = await passwords.verify(user?.passwordHash, password);
    if (user === undefined || !right) throw wrongCredentials();
    return startSession(user, deviceName);
  };
}

function wrongCredentials(): ParleyError {
  return new ParleyError('wrong_credentials', 'The name or the password is wrong.');
}
