import { type ConversationId, ParleyError } from '@parley/core';
import type { EventsView } from '@parley/wire';
import type { Api, HistoryQuery } from '../http/api.ts';
import type { Link } from '../socket/link.ts';
import type { Conversation } from '../store/conversation.ts';
import type { Conversations } from '../store/conversations.ts';

/** Reads pages of logs, over the socket while there is one and over HTTP otherwise. */
export class History {
  /** The live link; whoever connects sets it. */
  link: Link | null = null;
  private readonly older = new Map<ConversationId, Promise<void>>();
  private readonly api: Pick<Api, 'getEvents' | 'getConversation'>;
  private readonly conversations: Conversations;

  constructor(api: Pick<Api, 'getEvents' | 'getConversation'>, conversations: Conversations) {
    this.api = api;
    this.conversations = conversations;
  }

  page(conversationId: ConversationId, query: HistoryQuery): Promise<EventsView> {
    if (this.link !== null) return this.link.history({ conversationId, ...query });
    return this.api.getEvents(conversationId, query);
  }

  /** Loads one older page into the window; calls that overlap share it. Does nothing at the beginning. */
  loadOlder(conversation: Conversation, limit: number): Promise<void> {
    const underWay = this.older.get(conversation.id);
    if (underWay !== undefined) return underWay;
    const work = this.loadOlderOnce(conversation, limit).finally(() => {
      this.older.delete(conversation.id);
      this.conversations.changed(conversation.id);
    });
    this.older.set(conversation.id, work);
    this.conversations.changed(conversation.id);
    return work;
  }

  isLoadingOlder(id: ConversationId): boolean {
    return this.older.has(id);
  }

  /** Asks what the conversation is now; a new epoch or a later beginning drops the window. */
  async reload(conversation: Conversation): Promise<void> {
    this.conversations.put(await this.api.getConversation(conversation.id));
  }

  private async loadOlderOnce(conversation: Conversation, limit: number): Promise<void> {
    const { log } = conversation;
    if (!log.hasOlder) return;
    const { generation } = log;
    const page = await this.page(conversation.id, { beforeSeq: log.firstSeq, limit });
    // The window was dropped meanwhile: this page belongs to the old one.
    if (generation !== log.generation) return;
    if (page.epoch !== log.epoch) return this.reload(conversation);
    const gained = log.prepend(page.events, page.hasMore);
    conversation.touch();
    if (gained === 0 && log.hasOlder) {
      throw new ParleyError('internal', 'The server sent a page of history that does not fit.');
    }
  }
}
