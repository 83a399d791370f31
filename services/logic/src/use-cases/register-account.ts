import { type Clock, LOBBY_ID, ParleyError } from '@parley/core';
import type { AccountStore } from '@parley/store';
import { checkDisplayName } from '../domain/labels.ts';
import { checkPassword } from '../domain/password-rules.ts';
import { checkUserName } from '../domain/user-name.ts';
import type { LogicOptions } from '../options.ts';
import type { Passwords } from '../passwords.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';
import type { Device, StartSession } from '../tokens/start-session.ts';
import type { JoinConversation } from './join-conversation.ts';

export interface RegisterInput extends Device {
  name: string;
  password: string;
  /** Empty: the name. */
  displayName: string;
}

interface Ports {
  accounts: Pick<AccountStore, 'create' | 'findByName'>;
  passwords: Pick<Passwords, 'hash'>;
  joinConversation: JoinConversation;
  startSession: StartSession;
  nextId: () => string;
  clock: Clock;
  options: Pick<LogicOptions, 'registration' | 'passwordMinChars' | 'limits'>;
}

/**
 * Makes an account, brings it into the lobby and signs the device in.
 * @throws ParleyError `forbidden` (registration is closed), `invalid_request`, `name_taken`,
 *   `overloaded`.
 */
export type RegisterAccount = (input: RegisterInput) => Promise<SignedIn>;

export function registerAccount(ports: Ports): RegisterAccount {
  const { accounts, passwords, options } = ports;
  return async input => {
    if (options.registration === 'closed') {
      throw new ParleyError('forbidden', 'New accounts cannot be made here at the moment.');
    }
    const name = checkUserName(input.name);
    checkPassword(input.password, options.passwordMinChars);
    const displayName = checkDisplayName(input.displayName, name, options.limits);
    // Saves the hash; whether the name is still free is decided by `create`.
    if (await accounts.findByName(name)) throw nameTaken(name);

    const user = {
      userId: ports.nextId(),
      name,
      displayName,
      passwordHash: await passwords.hash(input.password),
      createdAtMs: ports.clock.nowMs(),
    };
    await accounts.create(user);
    await ports.joinConversation(user.userId, LOBBY_ID);
    return ports.startSession(user, input);
  };
}

function nameTaken(name: string): ParleyError {
  return new ParleyError('name_taken', 'This name is taken. Please choose another one.', {
    field: 'name',
    value: name,
    expected: 'a name that nobody has',
  });
}
