import { type Clock, LOBBY_ID, ParleyError, type UserId } from '@parley/core';
import type { Store } from '@parley/store';
import { conversationChanger } from '../change-conversation.ts';
import { isId } from '../domain/ids.ts';
import { isImported } from '../domain/imported-password.ts';
import { checkUserName } from '../domain/user-name.ts';
import { joinConversation } from '../use-cases/join-conversation.ts';
import { ensureWellKnown } from './well-known.ts';

/** An account of another system. */
export interface ForeignAccount {
  /** Kept if nobody has it, so that clients which know it find the same person. */
  userId: UserId;
  name: string;
  /** `$sha1$` and 40 hex digits. */
  passwordHash: string;
  createdAtMs: number;
}

/** What became of an account; `left` says why it was left out. */
export type ImportOutcome =
  | { name: string; outcome: 'imported'; userId: UserId }
  | { name: string; outcome: 'left'; why: string };

interface Ports {
  store: Pick<Store, 'accounts' | 'conversations'>;
  nextId: () => string;
  clock: Clock;
}

/**
 * Brings in accounts of another system and lets them into the lobby; one after the other, in their order.
 * Doing it again imports what is missing: names are unique. The lobby's events are in its log, and are
 * handed to whoever is connected by the sweeper of a running server.
 */
export async function* importAccounts(
  ports: Ports,
  accounts: Iterable<ForeignAccount>,
): AsyncGenerator<ImportOutcome> {
  const { conversations } = ports.store;
  await ensureWellKnown({ conversations, clock: ports.clock });
  const changeConversation = conversationChanger({ conversations, announce: () => {} });
  const join = joinConversation({ ...ports, changeConversation });
  for (const account of accounts) {
    const { name } = account;
    try {
      const userId = await create(ports, account);
      await join(userId, LOBBY_ID);
      yield { name, outcome: 'imported', userId };
    } catch (error) {
      if (!(error instanceof ParleyError) || !WHY_LEFT.has(error.code)) throw error;
      yield { name, outcome: 'left', why: error.message };
    }
  }
}

const WHY_LEFT: ReadonlySet<string> = new Set(['invalid_request', 'name_taken']);

async function create({ store, nextId }: Ports, account: ForeignAccount): Promise<UserId> {
  const name = checkUserName(account.name);
  const { passwordHash, createdAtMs } = account;
  if (!isImported(passwordHash)) {
    throw new ParleyError('invalid_request', 'Its password is not kept as a SHA-1 in hex.');
  }
  if (await store.accounts.findByName(name)) {
    throw new ParleyError('name_taken', 'The name is taken.');
  }
  const { userId: own } = account;
  const isFree = isId(own) && !(await store.accounts.findByIds([own])).has(own);
  const userId = isFree ? own : nextId();
  await store.accounts.create({ userId, name, displayName: name, passwordHash, createdAtMs });
  return userId;
}
