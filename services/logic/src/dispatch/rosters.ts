import type { ConversationId, Logger, UserId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { AccountStore, ConversationStore } from '@parley/store';
import type { RosterSignal } from '@parley/wire';
import type { LogicOptions } from '../options.ts';
import type { PresenceTeller } from '../presence/presence-teller.ts';
import type { PublishSignals } from './publish-signals.ts';

/** Members that are read and asked about at a time. */
const PAGE = 500;
/** Of a larger conversation the earliest members are counted: it bounds what a question costs. */
const MAX_MEMBERS = 10_000;
/** Names that fit into a frame which is sent to everybody. */
const MAX_NAMES = 500;

interface Ports {
  conversations: Pick<ConversationStore, 'members'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  sessionStore: Pick<SessionStore, 'presence'>;
  presence: Pick<PresenceTeller, 'tell'>;
  publishSignals: PublishSignals;
  logger: Logger;
  options: Pick<LogicOptions, 'rosterIntervalMs'>;
}

/** A conversation that was told a moment ago. */
interface Rest {
  readonly timer: NodeJS.Timeout;
  /** Asked for meanwhile, and how. */
  next: { withNames: boolean } | undefined;
}

/**
 * Tells all members of a conversation who of them is online, because one of them asked. The first
 * question is answered at once; those that come within `rosterIntervalMs` share one answer at its end, so
 * that it says what holds after the last of them.
 */
export class Rosters {
  private readonly ports: Ports;
  private readonly resting = new Map<ConversationId, Rest>();
  private readonly working = new Set<Promise<void>>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** Never waits and never throws: a question that cannot be answered is logged, and may be asked again. */
  ask(conversationId: ConversationId, withNames: boolean): void {
    const rest = this.resting.get(conversationId);
    if (rest !== undefined) {
      rest.next = { withNames: withNames || rest.next?.withNames === true };
      return;
    }
    const timer = setTimeout(
      () => this.rested(conversationId),
      this.ports.options.rosterIntervalMs,
    );
    this.resting.set(conversationId, { timer, next: undefined });
    const work = this.tell(conversationId, withNames).finally(() => this.working.delete(work));
    this.working.add(work);
  }

  /** Answers what is being answered; what waits is dropped. */
  async close(): Promise<void> {
    for (const { timer } of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
    await Promise.all(this.working);
  }

  private rested(conversationId: ConversationId): void {
    const next = this.resting.get(conversationId)?.next;
    this.resting.delete(conversationId);
    if (next !== undefined) this.ask(conversationId, next.withNames);
  }

  private async tell(conversationId: ConversationId, withNames: boolean): Promise<void> {
    const { publishSignals, logger } = this.ports;
    try {
      const online = await this.onlineOf(conversationId);
      const signal: RosterSignal = {
        type: 'roster',
        conversationId,
        onlineCount: online.length,
        ...(withNames && { online: await this.named(online.slice(0, MAX_NAMES)) }),
      };
      await publishSignals([{ conversationId, audience: { subscribers: true }, signal }]);
    } catch (error) {
      logger.warn({ err: error, conversationId }, 'a roster could not be told');
    }
  }

  private async onlineOf(conversationId: ConversationId): Promise<UserId[]> {
    const { conversations, sessionStore, presence } = this.ports;
    const online: UserId[] = [];
    let cursor: string | undefined;
    for (let read = 0; read < MAX_MEMBERS; read += PAGE) {
      const page = await conversations.members(conversationId, { limit: PAGE, cursor });
      const members = page.items.map(({ userId }) => userId);
      const { statuses, changes } = await sessionStore.presence(members);
      presence.tell(changes);
      for (const { userId, status } of statuses) if (status !== 'offline') online.push(userId);
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    return online;
  }

  private async named(userIds: readonly UserId[]): Promise<{ userId: UserId; name: string }[]> {
    const users = await this.ports.accounts.findByIds(userIds);
    return userIds.map(userId => ({ userId, name: users.get(userId)?.name ?? '' }));
  }
}
