import { backoffMs, type ConversationId, type Logger, ParleyError } from '@parley/core';
import type { LogEvent } from '@parley/wire';
import type { ResolvedOptions } from '../options.ts';
import { RETRY_BACKOFF } from '../retry-backoff.ts';
import type { Conversation } from '../store/conversation.ts';
import type { Conversations } from '../store/conversations.ts';
import type { History } from './history.ts';

/** That many logs are caught up at the same time. */
const PARALLEL = 4;

interface Deps {
  conversations: Conversations;
  history: History;
  options: Pick<
    ResolvedOptions,
    'catchUpEvents' | 'backgroundCatchUpEvents' | 'pageSize' | 'random'
  >;
  logger: Logger;
  /** Takes what came, as if it had been pushed. */
  deliver(conversation: Conversation, events: readonly LogEvent[]): void;
  /** The user is no member any more. */
  gone(id: ConversationId): void;
}

/** Fetches what logs are known to miss, until they miss nothing; works while there is a link. */
export class CatchUp {
  /** Entries asked for at once; the server says how many it gives. */
  pageLimit = 100;
  private readonly due = new Set<ConversationId>();
  private readonly running = new Set<ConversationId>();
  private readonly timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  private readonly failures = new Map<ConversationId, number>();
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Looks after this log, after `delayMs`: what is only out of order comes by itself meanwhile. */
  request(id: ConversationId, delayMs = 0): void {
    if (delayMs === 0) {
      this.stopTimer(id);
      this.due.add(id);
      this.pump();
    } else if (!this.timers.has(id)) {
      this.timers.set(
        id,
        setTimeout(() => this.request(id), delayMs),
      );
    }
  }

  /** After connecting: everything that is known to miss something, at once. */
  requestAll(): void {
    this.failures.clear();
    for (const conversation of this.deps.conversations.values()) {
      if (needsWork(conversation)) this.request(conversation.id);
    }
  }

  stop(): void {
    this.due.clear();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private pump(): void {
    for (const id of this.due) {
      if (this.running.size >= PARALLEL) return;
      if (this.running.has(id)) continue;
      this.due.delete(id);
      this.running.add(id);
      void this.runOne(id);
    }
  }

  private async runOne(id: ConversationId): Promise<void> {
    try {
      await this.work(id);
      this.failures.delete(id);
    } catch (error) {
      this.failed(id, error);
    } finally {
      this.running.delete(id);
      this.pump();
    }
  }

  private async work(id: ConversationId): Promise<void> {
    const { conversations, history, options } = this.deps;
    let reloaded = false;
    for (;;) {
      const conversation = conversations.find(id);
      if (conversation === undefined || history.link === null) return;
      const { log } = conversation;
      const most =
        conversation.openCount > 0 ? options.catchUpEvents : options.backgroundCatchUpEvents;
      if (log.knownSeq - log.headSeq > most) {
        log.skipToKnown();
        // What the skipped events changed beside the log, such as the number of members.
        await history.reload(conversation);
        continue;
      }
      if (!conversation.holdsHead) {
        await history.loadOlder(conversation, options.pageSize);
        continue;
      }
      if (!log.behind) return;
      const { generation, headSeq } = log;
      const page = await history.page(id, { afterSeq: headSeq, limit: this.pageLimit });
      if (generation !== log.generation) continue;
      if (page.epoch === log.epoch) this.deps.deliver(conversation, page.events);
      if (log.headSeq > headSeq) continue;
      if (reloaded)
        throw new ParleyError('unavailable', 'History does not hold what was announced.');
      await history.reload(conversation);
      reloaded = true;
    }
  }

  private failed(id: ConversationId, error: unknown): void {
    const code = error instanceof ParleyError ? error.code : 'internal';
    if (code === 'not_a_member' || code === 'not_found' || code === 'forbidden') {
      this.deps.gone(id);
      return;
    }
    // Without a link the next one starts everything again.
    if (this.deps.history.link === null) return;
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    this.deps.logger.warn({ conversationId: id, failures, err: error }, 'catching up failed');
    this.request(id, backoffMs(failures, RETRY_BACKOFF, this.deps.options.random));
  }

  private stopTimer(id: ConversationId): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}

function needsWork(conversation: Conversation): boolean {
  return conversation.log.behind || !conversation.holdsHead;
}
