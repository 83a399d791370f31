import { backoffMs, type ConversationId, type Logger, ParleyError } from '@parley/core';
import type { Api } from '../http/api.ts';
import { RETRY_BACKOFF } from '../retry-backoff.ts';
import type { Conversations } from '../store/conversations.ts';

/** What is still on its way, an event, the list, most often settles it within this time. */
const GRACE_MS = 100;

interface Deps {
  api: Pick<Api, 'getConversation' | 'markPosition'>;
  conversations: Conversations;
  random: () => number;
  logger: Logger;
}

/**
 * Asks the server to count what is unread where it does not follow from what is held: somebody read up
 * to the middle of what is not here, or the window was dropped. The server counts from the read
 * position that it knows, so it is told the own one first.
 */
export class Recount {
  private readonly timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  private readonly running = new Set<ConversationId>();
  private readonly failures = new Map<ConversationId, number>();
  private run = 0;
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Something changed: counts again where the counts do not follow any more. */
  review(ids: Iterable<ConversationId>): void {
    for (const id of ids) if (this.isNeeded(id)) this.request(id, GRACE_MS);
  }

  /** After connecting: what failed before is tried at once. */
  resume(): void {
    this.stop();
    this.review([...this.deps.conversations.values()].map(({ id }) => id));
  }

  stop(): void {
    this.run++;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.running.clear();
    this.failures.clear();
  }

  private isNeeded(id: ConversationId): boolean {
    return this.deps.conversations.get(id)?.isCounted === false;
  }

  private request(id: ConversationId, delayMs: number): void {
    if (this.timers.has(id) || this.running.has(id)) return;
    const timer = setTimeout(() => {
      this.timers.delete(id);
      if (this.isNeeded(id)) void this.count(id);
    }, delayMs);
    this.timers.set(id, timer);
  }

  private async count(id: ConversationId): Promise<void> {
    const { run } = this;
    const { api, conversations, logger, random } = this.deps;
    this.running.add(id);
    let isPassing = true;
    try {
      const conversation = conversations.find(id);
      if (conversation !== undefined && conversation.readSeq > conversation.toldReadSeq) {
        await api.markPosition(id, { readSeq: conversation.readSeq });
      }
      const view = await api.getConversation(id);
      if (run !== this.run) return;
      if (conversations.find(id) !== undefined) conversations.put(view);
    } catch (error) {
      if (run !== this.run) return;
      isPassing = error instanceof ParleyError && error.retryable;
      logger.warn({ conversationId: id, err: error }, 'what is unread could not be counted');
    }
    this.running.delete(id);
    if (!this.isNeeded(id)) {
      this.failures.delete(id);
      return;
    }
    // Something was read meanwhile, or the server could not be asked.
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    if (isPassing) this.request(id, backoffMs(failures, RETRY_BACKOFF, random));
  }
}
