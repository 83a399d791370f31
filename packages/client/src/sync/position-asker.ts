import { backoffMs, type ConversationId, type Logger, ParleyError } from '@parley/core';
import { MAX_POSITIONS } from '@parley/wire';
import { RETRY_BACKOFF } from '../retry-backoff.ts';
import type { Link } from '../socket/link.ts';
import type { Conversations } from '../store/conversations.ts';

/** What is wanted within this time is asked for together. */
const COALESCE_MS = 20;

interface Deps {
  conversations: Conversations;
  random: () => number;
  logger: Logger;
}

/**
 * Asks how far the members are in the conversations that somebody watches: when that begins, after each
 * reconnect (signals may have gone by meanwhile), and when what came does not fit together.
 */
export class PositionAsker {
  private readonly watched = new Map<ConversationId, number>();
  private link: Link | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isAsking = false;
  private failures = 0;
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Until the returned function is called; several may watch the same. */
  watch(id: ConversationId): () => void {
    this.watched.set(id, (this.watched.get(id) ?? 0) + 1);
    this.askSoon(COALESCE_MS);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const left = (this.watched.get(id) ?? 1) - 1;
      if (left === 0) this.watched.delete(id);
      else this.watched.set(id, left);
    };
  }

  attach(link: Link): void {
    this.link = link;
    this.failures = 0;
    for (const { members } of this.deps.conversations.values()) members.isKnown = false;
    this.askSoon(COALESCE_MS);
  }

  detach(): void {
    this.link = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Something changed: asks if a watched conversation is not known any more. */
  review(ids: Iterable<ConversationId>): void {
    if ([...ids].some(id => this.isWanted(id))) this.askSoon(COALESCE_MS);
  }

  private isWanted(id: ConversationId): boolean {
    return this.watched.has(id) && this.deps.conversations.find(id)?.members.isKnown === false;
  }

  private askSoon(delayMs: number): void {
    if (this.link === null || this.timer !== null || this.isAsking) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.ask();
    }, delayMs);
  }

  private async ask(): Promise<void> {
    const { link } = this;
    const wanted = [...this.watched.keys()].filter(id => this.isWanted(id)).slice(0, MAX_POSITIONS);
    if (link === null || wanted.length === 0) return;
    this.isAsking = true;
    let nextMs: number | null = COALESCE_MS;
    try {
      await this.askFor(link, wanted);
      this.failures = 0;
    } catch (error) {
      this.failures++;
      const isPassing = error instanceof ParleyError && error.retryable;
      nextMs = isPassing ? backoffMs(this.failures, RETRY_BACKOFF, this.deps.random) : null;
      this.deps.logger.warn({ err: error }, 'positions could not be asked for');
    }
    this.isAsking = false;
    if (nextMs !== null) this.askSoon(nextMs);
  }

  private async askFor(link: Link, ids: readonly ConversationId[]): Promise<void> {
    const { conversations } = this.deps;
    const asked = ids.flatMap(id => {
      const conversation = conversations.find(id);
      return conversation ? [{ conversation, generation: conversation.members.generation }] : [];
    });
    const answers = await link.positions([...ids]);
    if (link !== this.link) return;
    const byId = new Map(answers.map(answer => [answer.conversationId, answer]));
    for (const { conversation, generation } of asked) {
      const { id, members } = conversation;
      // One that is left out is not the user's any more.
      members.take(byId.get(id) ?? { conversationId: id, members: [], tooMany: true }, generation);
      conversation.touch();
      conversations.changed(id);
    }
  }
}
