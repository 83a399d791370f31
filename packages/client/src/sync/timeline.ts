import {
  type ConversationId,
  Emitter,
  type ParleyError,
  toParleyError,
  type Unsubscribe,
} from '@parley/core';
import type { LogEvent } from '@parley/wire';
import { deferred } from '../deferred.ts';
import type { PendingMessage } from '../outbox/pending-message.ts';
import type { Conversation } from '../store/conversation.ts';
import type { Conversations } from '../store/conversations.ts';
import type { Synchronizer } from './synchronizer.ts';

/**
 * `loading`: the newest page is not there yet. `failed`: it could not be loaded, see `error`; call
 * `loadOlder` to try again. `gone`: the user is no member any more.
 */
export type TimelineState = 'loading' | 'ready' | 'failed' | 'gone' | 'closed';

interface Deps {
  conversations: Conversations;
  sync: Synchronizer;
  pageSize: number;
  pending(id: ConversationId): readonly PendingMessage[];
}

/**
 * One conversation as it is shown: a window on its log that ends at the newest event, without a gap
 * and in order, and the own messages that are not in it yet. Close it when nobody looks any more.
 */
export class Timeline {
  readonly conversationId: ConversationId;
  /** Settles when the first page is there, or rejects with the reason why it is not. */
  readonly ready: Promise<void>;
  state: TimelineState = 'loading';
  error: ParleyError | null = null;
  private conversation: Conversation | null = null;
  private readonly first = deferred<void>();
  private readonly changed = new Emitter<void>();
  private readonly deps: Deps;
  private readonly unsubscribe: Unsubscribe;
  private readonly unwatch: Unsubscribe;

  constructor(conversationId: ConversationId, deps: Deps) {
    this.conversationId = conversationId;
    this.deps = deps;
    this.ready = this.first.promise;
    this.unsubscribe = deps.conversations.touched.subscribe(ids => {
      if (ids.has(conversationId)) this.follow();
    });
    this.unwatch = deps.sync.watchReceipts(conversationId);
    void this.start();
  }

  /** By rising seq, without a gap. A new array whenever it changed. */
  get events(): readonly LogEvent[] {
    return this.conversation?.log.events ?? [];
  }

  /** Own messages that are not among `events` yet, in the order in which they were sent. */
  get pending(): readonly PendingMessage[] {
    return this.deps.pending(this.conversationId);
  }

  /** Whether there is more before the first of `events`. */
  get hasOlder(): boolean {
    return this.conversation?.log.hasOlder ?? false;
  }

  get loadingOlder(): boolean {
    return this.deps.sync.history.isLoadingOlder(this.conversationId);
  }

  /** Whether newer events are known to exist that are still being fetched. */
  get behind(): boolean {
    return this.conversation?.log.behind ?? false;
  }

  onChange(listener: () => void): Unsubscribe {
    return this.changed.subscribe(listener);
  }

  /** Puts one more page in front of `events`. Rejects when it cannot be had now; call it again. */
  async loadOlder(limit = this.deps.pageSize): Promise<void> {
    if (this.state === 'closed' || this.state === 'gone') return;
    const wasFailed = this.state === 'failed';
    if (wasFailed) this.become('loading', null);
    try {
      const conversation = this.conversation ?? (await this.attach());
      await this.deps.sync.history.loadOlder(conversation, limit);
      if (this.state === 'loading') this.become('ready', null);
    } catch (error) {
      if (this.state === 'loading') this.become('failed', toParleyError(error));
      throw error;
    }
  }

  close(): void {
    if (this.state === 'closed') return;
    this.unsubscribe();
    this.unwatch();
    if (this.conversation !== null) this.conversation.openCount--;
    this.state = 'closed';
  }

  private async start(): Promise<void> {
    try {
      const { log } = await this.attach();
      const missing = this.deps.pageSize - log.events.length;
      if (missing > 0 && log.hasOlder) await this.loadOlder(missing);
      else this.become('ready', null);
      this.first.resolve();
    } catch (error) {
      this.become('failed', toParleyError(error));
      this.first.reject(error);
    }
  }

  private async attach(): Promise<Conversation> {
    const conversation = await this.deps.sync.ensure(this.conversationId);
    if (this.conversation === null && this.state !== 'closed') {
      this.conversation = conversation;
      conversation.openCount++;
    }
    return conversation;
  }

  /** The conversation changed, was taken away, or came back as another one. */
  private follow(): void {
    const now = this.deps.conversations.find(this.conversationId) ?? null;
    if (this.conversation !== null && now !== this.conversation) {
      this.conversation.openCount--;
      this.conversation = now;
      if (now === null) this.state = 'gone';
      else {
        now.openCount++;
        this.state = 'ready';
      }
    }
    this.changed.emit();
  }

  private become(state: TimelineState, error: ParleyError | null): void {
    if (this.state === 'closed' || this.state === 'gone') return;
    this.state = state;
    this.error = error;
    this.changed.emit();
  }
}
