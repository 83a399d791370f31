import {
  backoffMs,
  type ConversationId,
  type Logger,
  type ParleyError,
  toParleyError,
} from '@parley/core';
import type { ConversationView } from '@parley/wire';
import type { Api } from '../http/api.ts';
import { RETRY_BACKOFF } from '../retry-backoff.ts';
import type { Conversations } from '../store/conversations.ts';

const PAGE = 100;

interface Deps {
  api: Pick<Api, 'listConversations'>;
  conversations: Conversations;
  random: () => number;
  logger: Logger;
  /** A conversation that nobody knew of while the client was running. */
  discovered(view: ConversationView): void;
  loaded(): void;
}

/**
 * Reads the list of conversations, once: what changes afterwards is told over the link, and what was
 * missed without one shows in the heads. Tries again until it has succeeded.
 */
export class ListLoader {
  private underWay: Promise<void> | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  /** Grows when it is stopped, so that an answer from before is recognised. */
  private run = 0;
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Resolves when this try is over, well or not; `conversations.error` says which. */
  load(): Promise<void> {
    if (this.underWay !== null) return this.underWay;
    const work = this.tryOnce(this.run).finally(() => {
      if (this.underWay === work) this.underWay = null;
    });
    this.underWay = work;
    return work;
  }

  /** Gives up what is under way; another user may be next. */
  stop(): void {
    this.run++;
    this.underWay = null;
    this.stopRetry();
    this.failures = 0;
  }

  private async tryOnce(run: number): Promise<void> {
    const { conversations } = this.deps;
    this.stopRetry();
    try {
      const before = new Set<ConversationId>();
      for (const conversation of conversations.values()) before.add(conversation.id);
      const views = await this.readAll();
      if (run !== this.run) return;
      this.apply(views, before);
      this.failures = 0;
      conversations.setLoaded();
      this.deps.loaded();
    } catch (error) {
      if (run === this.run) this.failed(toParleyError(error));
    }
  }

  private async readAll(): Promise<ConversationView[]> {
    const views: ConversationView[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: PAGE };
      if (cursor !== null) query.cursor = cursor;
      const page = await this.deps.api.listConversations(query);
      views.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return views;
  }

  private apply(views: ConversationView[], before: Set<ConversationId>): void {
    const { conversations } = this.deps;
    const first = !conversations.loaded;
    for (const view of views) {
      before.delete(view.conversationId);
      const known = conversations.find(view.conversationId) !== undefined;
      if (known || first) conversations.put(view);
      else this.deps.discovered(view);
    }
    // What was there before and is on no page now: the user is no member any more.
    for (const id of before) conversations.remove(id);
  }

  private failed(error: ParleyError): void {
    this.failures++;
    this.deps.logger.warn({ err: error }, 'cannot load the conversations');
    this.deps.conversations.setError(error);
    if (error.code === 'unauthenticated' || error.code === 'session_revoked') return;
    const waitMs = backoffMs(this.failures, RETRY_BACKOFF, this.deps.random);
    this.retry = setTimeout(() => void this.load(), waitMs);
  }

  private stopRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }
}
