import type { Clock, ConversationId, UserId } from '@parley/core';
import type { AccountStore, ConversationStore } from '@parley/store';
import { createDirect } from '../create-direct.ts';
import { directKey } from '../domain/conversation-key.ts';
import { guestUserName } from '../domain/guest-name.ts';
import { ensureAccount } from '../ensure-account.ts';
import { Recent } from '../recent.ts';

/** Guests and chats that are remembered, each at most twice as many. */
const REMEMBERED = 10_000;

/** The direct conversation of two guests; of one in a chat with oneself. */
export interface GuestChat {
  conversationId: ConversationId;
  /** By their names. */
  userIds: ReadonlyMap<string, UserId>;
}

interface Ports {
  accounts: Pick<AccountStore, 'create' | 'findByName'>;
  conversations: Pick<ConversationStore, 'create' | 'findByKey'>;
  nextId: () => string;
  clock: Clock;
}

/**
 * The chats of guests: user records that nobody can sign in to or search for, and the ordinary direct
 * conversations between them. Neither is ever deleted, so what was once found is remembered.
 */
export class GuestChats {
  private readonly ports: Ports;
  private readonly userIds = new Recent<UserId>(REMEMBERED);
  private readonly chats = new Recent<GuestChat>(REMEMBERED);
  private readonly making = new Map<string, Promise<GuestChat>>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** The chat if it is remembered: no look-up. */
  known(one: string, other: string): GuestChat | undefined {
    return this.chats.get(pairOf(one, other));
  }

  /** Undefined: they have never written to each other. */
  async find(one: string, other: string): Promise<GuestChat | undefined> {
    const known = this.known(one, other);
    if (known) return known;
    const userIds = new Map<string, UserId>();
    for (const name of new Set([one, other])) {
      const userId = await this.findGuest(name);
      if (userId === undefined) return undefined;
      userIds.set(name, userId);
    }
    const conversation = await this.ports.conversations.findByKey(directKey(...pairIn(userIds)));
    if (!conversation) return undefined;
    return this.remember(one, other, { conversationId: conversation.conversationId, userIds });
  }

  /** The chat, made when it is first asked for. Of several who ask at once, one makes it. */
  ensure(one: string, other: string): Promise<GuestChat> {
    const pair = pairOf(one, other);
    const known = this.making.get(pair);
    if (known) return known;
    const made = this.make(one, other).finally(() => this.making.delete(pair));
    this.making.set(pair, made);
    return made;
  }

  private async make(one: string, other: string): Promise<GuestChat> {
    const found = await this.find(one, other);
    if (found) return found;
    const userIds = new Map<string, UserId>();
    for (const name of new Set([one, other])) userIds.set(name, await this.ensureGuest(name));
    const conversation = await createDirect(this.ports, ...pairIn(userIds));
    return this.remember(one, other, { conversationId: conversation.conversationId, userIds });
  }

  private remember(one: string, other: string, chat: GuestChat): GuestChat {
    this.chats.set(pairOf(one, other), chat);
    return chat;
  }

  private async findGuest(name: string): Promise<UserId | undefined> {
    const known = this.userIds.get(name);
    if (known !== undefined) return known;
    const user = await this.ports.accounts.findByName(guestUserName(name));
    if (user) this.userIds.set(name, user.userId);
    return user?.userId;
  }

  private async ensureGuest(name: string): Promise<UserId> {
    const known = this.userIds.get(name);
    if (known !== undefined) return known;
    const { accounts, nextId, clock } = this.ports;
    const userName = guestUserName(name);
    const { userId } = await ensureAccount(accounts, userName, () => ({
      userId: nextId(),
      name: userName,
      // The readable name is nowhere: no search finds it. An empty hash is that of no password.
      displayName: userName,
      passwordHash: '',
      createdAtMs: clock.nowMs(),
    }));
    this.userIds.set(name, userId);
    return userId;
  }
}

/** Either order is the same; names have no colon. */
function pairOf(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}

function pairIn(userIds: ReadonlyMap<string, UserId>): [one: UserId, other: UserId] {
  const [one = '', other = one] = userIds.values();
  return [one, other];
}
