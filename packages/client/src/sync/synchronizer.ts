import { type ConversationId, Emitter, ParleyError, type UserId } from '@parley/core';
import type {
  ConversationHead,
  ConversationView,
  LogEvent,
  PositionSignal,
  WelcomeFrame,
} from '@parley/wire';
import type { Api } from '../http/api.ts';
import { endOutside } from '../log/events-of.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Link } from '../socket/link.ts';
import { Conversation } from '../store/conversation.ts';
import type { Conversations } from '../store/conversations.ts';
import type { Marks } from '../store/marks.ts';
import { CatchUp } from './catch-up.ts';
import { HeadComparer } from './head-comparer.ts';
import { History } from './history.ts';
import { ListLoader } from './list-loader.ts';
import { PositionAsker } from './position-asker.ts';
import { Recount } from './recount.ts';

/** An event that is only out of order is likely to be followed by the missing one within this time. */
const GAP_GRACE_MS = 30;
/** Windows that nobody shows are cut back to this when they have grown to twice as much. */
const KEEP_EVENTS = 200;

/** A conversation that was heard of and is being asked for. */
interface Discovery {
  found: Promise<Conversation>;
  /** The first seq that was heard of. */
  heardSeq: number;
}

interface Deps {
  api: Api;
  conversations: Conversations;
  marks: Marks;
  options: ResolvedOptions;
}

/** Turns what the server says (lists, heads, events) into logs without gaps. */
export class Synchronizer {
  /** Each event that a log gained at its head: once, and in order within its conversation. */
  readonly gained = new Emitter<LogEvent>();
  readonly history: History;
  readonly heads: HeadComparer;
  private readonly catchUp: CatchUp;
  private readonly list: ListLoader;
  private readonly positions: PositionAsker;
  private readonly recount: Recount;
  private readonly discovering = new Map<ConversationId, Discovery>();
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
    const { api, conversations, marks, options } = deps;
    conversations.rewritten.subscribe(id => marks.forget(id));
    const { logger, random } = options;
    this.history = new History(api, conversations);
    this.catchUp = new CatchUp({
      conversations,
      history: this.history,
      options,
      logger,
      deliver: (conversation, events) => this.deliver(conversation, events),
      gone: id => conversations.remove(id),
    });
    this.positions = new PositionAsker({ conversations, logger, random });
    this.recount = new Recount({ api, conversations, logger, random });
    conversations.touched.subscribe(ids => {
      this.positions.review(ids);
      this.recount.review(ids);
    });
    const discovered = (view: ConversationView) => void this.adopt(view, visibleFrom(view));
    const loaded = () => this.listLoaded();
    const receiveHeads = (heads: readonly ConversationHead[]) => this.receiveHeads(heads);
    this.heads = new HeadComparer({ conversations, logger, receiveHeads });
    this.list = new ListLoader({ api, conversations, random, logger, discovered, loaded });
  }

  private get me(): UserId {
    return this.deps.conversations.me;
  }

  /** Begins to load the list, or tries again at once. */
  loadList(): Promise<void> {
    return this.list.load();
  }

  attach(link: Link, welcome: WelcomeFrame): void {
    this.history.link = link;
    this.catchUp.pageLimit = welcome.limits.pageSize;
    this.heads.attach(link, welcome);
    this.catchUp.requestAll();
    this.positions.attach(link);
    this.recount.resume();
  }

  detach(): void {
    this.history.link = null;
    this.heads.detach();
    this.catchUp.stop();
    this.positions.detach();
    this.recount.stop();
  }

  stop(): void {
    this.detach();
    this.list.stop();
  }

  receiveHeads(heads: readonly ConversationHead[]): void {
    const { conversations, marks } = this.deps;
    // When the list is there everything is compared.
    if (!conversations.loaded) return;
    for (const head of heads) {
      const conversation = conversations.find(head.conversationId);
      if (conversation === undefined) {
        if (head.kind !== 'inbox') this.discover(head.conversationId, head.visibleFromSeq);
        continue;
      }
      conversations.putHead(conversation, head);
      marks.known(head.conversationId, head);
      this.settle(conversation);
      if (!conversation.holdsHead) this.catchUp.request(conversation.id);
    }
  }

  receivePosition(signal: PositionSignal): void {
    const { conversations, marks } = this.deps;
    const conversation = conversations.find(signal.conversationId);
    // Of one that is only just becoming known: what is asked for then says it too.
    if (!conversations.loaded || conversation === undefined) return;
    conversation.applySignal(signal, this.me);
    if (signal.userId === this.me) marks.known(conversation.id, signal);
    conversations.changed(conversation.id);
  }

  /** Asks how far the others are, and keeps that up to date until the returned function is called. */
  watchReceipts(id: ConversationId): () => void {
    return this.positions.watch(id);
  }

  receiveEvents(events: readonly LogEvent[]): void {
    if (!this.deps.conversations.loaded) return;
    for (const [id, some] of groupByConversation(events)) {
      const conversation = this.deps.conversations.find(id);
      if (conversation !== undefined) this.deliver(conversation, some);
      else this.discoverBy(id, some);
    }
  }

  /** The conversation, asked for if it is not known. Rejects if it does not exist for this user. */
  async ensure(id: ConversationId): Promise<Conversation> {
    const { api, conversations } = this.deps;
    const known = conversations.find(id) ?? (await this.discovering.get(id)?.found);
    if (known !== undefined) return known;
    const view = await api.getConversation(id);
    // Meanwhile it may have been heard of, and what was heard is still to be told.
    return (await this.discovering.get(id)?.found) ?? conversations.put(view);
  }

  /** What a call of this client has opened. What is said in it is news, whoever was first to tell. */
  opened(view: ConversationView): void {
    const { conversations } = this.deps;
    // Until the list is there, what is known of a conversation begins with what is asked.
    if (!conversations.loaded || view.own === null) {
      conversations.put(view);
      return;
    }
    const heardSeq = this.discovering.get(view.conversationId)?.heardSeq ?? view.lastSeq + 1;
    this.adopt(view, newsFrom(view, heardSeq));
  }

  private deliver(conversation: Conversation, events: readonly LogEvent[]): void {
    const { conversations, marks } = this.deps;
    const gained = conversation.accept(events);
    for (const event of gained) {
      // Who had read everything and then wrote has read that too.
      const own = event.senderId === this.me;
      if (own && conversation.readSeq === event.seq - 1) {
        conversation.markRead(event.seq);
        marks.read(conversation.id, event.seq);
      }
    }
    conversations.changed(conversation.id);
    this.settle(conversation);
    for (const event of gained) this.gained.emit(event);
    if (endOutside(gained, this.me)) conversations.remove(conversation.id);
  }

  /** Acknowledges what is held, asks for what is missing, and keeps the window small. */
  private settle(conversation: Conversation): void {
    const { log } = conversation;
    if (conversation.holdsHead && log.headSeq > conversation.deliveredSeq) {
      this.deps.marks.ack(conversation.id, log.headSeq);
    }
    if (log.behind) this.catchUp.request(conversation.id, GAP_GRACE_MS);
    const grown = log.events.length > 2 * KEEP_EVENTS;
    if (conversation.openCount === 0 && grown) conversation.trim(KEEP_EVENTS, this.me);
  }

  /** A push about a conversation that is not known yet: asks what it is, then takes the events. */
  private discoverBy(id: ConversationId, events: readonly LogEvent[]): void {
    const heardSeq = Math.min(...events.map(event => event.seq));
    if (!endOutside(events, this.me)) this.discover(id, heardSeq, events);
  }

  private discover(id: ConversationId, heardSeq: number, events: readonly LogEvent[] = []): void {
    const underWay = this.discovering.get(id);
    const found = underWay?.found ?? this.learn(id, heardSeq);
    if (underWay === undefined) this.discovering.set(id, { found, heardSeq });
    found
      .then(conversation => this.deliver(conversation, events))
      .catch((error: unknown) => this.notFound(id, error))
      .finally(() => this.discovering.delete(id));
  }

  private async learn(id: ConversationId, heardSeq: number): Promise<Conversation> {
    const view = await this.deps.api.getConversation(id);
    // A late event of a room that the user has left: the room can be seen, its log cannot.
    if (view.own === null && view.kind !== 'world') {
      throw new ParleyError('not_a_member', 'You are not a member of this conversation.');
    }
    return this.adopt(view, newsFrom(view, heardSeq));
  }

  private notFound(id: ConversationId, error: unknown): void {
    const { logger } = this.deps.options;
    logger.warn({ conversationId: id, err: error }, 'cannot learn of a conversation');
    // If the API is out of reach now, the list brings it later.
    if (error instanceof ParleyError && error.retryable) void this.list.load();
  }

  /** Starts to hold a conversation from `fromSeq` on, so that its events are told like any others. */
  private adopt(view: ConversationView, fromSeq: number): Conversation {
    const { conversations } = this.deps;
    const known = conversations.find(view.conversationId);
    if (known !== undefined) return conversations.put(view);
    // Who comes back into a room sees it from its beginning, but has been told of that before.
    const firstSeq = Math.max(fromSeq, visibleFrom(view), conversations.heldBefore(view) + 1);
    const lastSeq = Math.min(view.lastSeq, firstSeq - 1);
    conversations.hold(new Conversation({ ...view, lastSeq, lastEvent: null }));
    const conversation = conversations.put(view);
    this.settle(conversation);
    return conversation;
  }

  private listLoaded(): void {
    this.heads.proceed();
    for (const conversation of this.deps.conversations.values()) this.settle(conversation);
    this.catchUp.requestAll();
  }
}

function visibleFrom(view: ConversationView): number {
  return view.own?.visibleFromSeq ?? 1;
}

/**
 * All of a group that one has just come into is news, also what was said before the first event that was
 * heard of; of a room only what comes.
 */
function newsFrom(view: ConversationView, heardSeq: number): number {
  return view.kind === 'room' ? heardSeq : visibleFrom(view);
}

function groupByConversation(events: readonly LogEvent[]): Map<ConversationId, LogEvent[]> {
  return Map.groupBy(events, event => event.conversationId);
}
