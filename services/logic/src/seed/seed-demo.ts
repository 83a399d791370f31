import { type Clock, LOBBY_ID, type UserId } from '@parley/core';
import type { AccountStore, UserRecord } from '@parley/store';
import type { MessageBody } from '@parley/wire';
import type { GroupCommitter } from '../append/group-committer.ts';
import type { ChangeConversation } from '../change-conversation.ts';
import { draftMembership, draftMessage } from '../domain/log-drafts.ts';
import { ensureAccount } from '../ensure-account.ts';
import type { Passwords } from '../passwords.ts';
import { DEMO_MESSAGES, DEMO_PASSWORD, DEMO_USERS, type DemoName } from './demo-content.ts';

const MINUTE_MS = 60_000;

interface Ports {
  accounts: Pick<AccountStore, 'create' | 'findByName' | 'setAdmin'>;
  changeConversation: ChangeConversation;
  committer: Pick<GroupCommitter, 'append'>;
  passwords: Pick<Passwords, 'hash'>;
  nextId: () => string;
  clock: Clock;
}

/**
 * Makes the demo users, of whom `admin` may operate the server, and some history in the lobby. Doing it again, also from several instances at
 * once, changes nothing: names are unique, and each message has a `clientId` of its own.
 */
export async function seedDemo(ports: Ports): Promise<void> {
  // Times never run backwards in a log: who speaks has come before.
  const startMs = ports.clock.nowMs() - DEMO_MESSAGES.length * MINUTE_MS;
  const userIds = new Map<DemoName, UserId>();
  for (const { name, displayName } of DEMO_USERS) {
    const { userId } = await ensureUser(ports, name, displayName);
    userIds.set(name, userId);
    if (name === 'admin') await ports.accounts.setAdmin(userId, ports.clock.nowMs());
    await enterLobby(ports, userId, name === 'admin' ? 'owner' : 'member', startMs);
  }
  for (const [index, { from, text }] of DEMO_MESSAGES.entries()) {
    const senderId = userIds.get(from);
    if (senderId === undefined) continue;
    const body = { kind: 'text', text } satisfies MessageBody;
    const clientId = `demo-${index + 1}`;
    const draft = draftMessage(ports, LOBBY_ID, senderId, clientId, JSON.stringify(body), []);
    // One who has left the lobby since is refused, which is right.
    await ports.committer.append({ ...draft, createdAtMs: startMs + index * MINUTE_MS });
  }
}

function ensureUser(ports: Ports, name: DemoName, displayName: string): Promise<UserRecord> {
  const { accounts, passwords, nextId, clock } = ports;
  return ensureAccount(accounts, name, async () => ({
    userId: nextId(),
    name,
    displayName,
    passwordHash: await passwords.hash(DEMO_PASSWORD),
    createdAtMs: clock.nowMs(),
  }));
}

async function enterLobby(
  ports: Ports,
  userId: UserId,
  role: 'owner' | 'member',
  createdAtMs: number,
): Promise<void> {
  await ports.changeConversation(LOBBY_ID, [userId], (_lobby, members) =>
    members.has(userId)
      ? { events: [] }
      : {
          add: [{ userId, role, visibleFromSeq: 1 }],
          events: [
            {
              ...draftMembership(ports, LOBBY_ID, userId, {
                type: 'members-added',
                body: { userIds: [userId] },
              }),
              createdAtMs,
            },
          ],
        },
  );
}
