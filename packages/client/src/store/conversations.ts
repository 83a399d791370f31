import {
  type ConversationId,
  Emitter,
  type ParleyError,
  type Unsubscribe,
  type UserId,
} from '@parley/core';
import type { ConversationHead, ConversationView } from '@parley/wire';
import { Conversation, type ConversationEntry } from './conversation.ts';

/** The live list of the user's conversations, the most recently active first. */
export interface ConversationList {
  /** A new array whenever something changed. */
  readonly items: readonly ConversationEntry[];
  /** Whether the list has been loaded once. */
  readonly loaded: boolean;
  /** Why the last try to load it failed; null when it succeeded. It is tried again by itself. */
  readonly error: ParleyError | null;
  get(conversationId: ConversationId): ConversationEntry | undefined;
  onChange(listener: () => void): Unsubscribe;
}

/** Holds every conversation; changes of one turn are told once. */
export class Conversations implements ConversationList {
  loaded = false;
  error: ParleyError | null = null;
  me: UserId = '';
  /** The ids that changed since the last time it told. */
  readonly touched = new Emitter<ReadonlySet<ConversationId>>();
  /** A log that is another one now, under a new epoch. */
  readonly rewritten = new Emitter<ConversationId>();
  private readonly all = new Map<ConversationId, Conversation>();
  /** Where the logs ended that were removed. */
  private readonly ends = new Map<ConversationId, { epoch: number; headSeq: number }>();
  private sorted: readonly ConversationEntry[] | null = null;
  private dirty = new Set<ConversationId>();
  private telling = false;

  get items(): readonly ConversationEntry[] {
    this.sorted ??= [...this.all.values()]
      .filter(conversation => conversation.isOwn)
      .map(conversation => conversation.entry(this.me))
      .sort((a, b) => b.activeAtMs - a.activeAtMs);
    return this.sorted;
  }

  get(id: ConversationId): ConversationEntry | undefined {
    return this.all.get(id)?.entry(this.me);
  }

  onChange(listener: () => void): Unsubscribe {
    return this.touched.subscribe(listener);
  }

  find(id: ConversationId): Conversation | undefined {
    return this.all.get(id);
  }

  values(): Iterable<Conversation> {
    return this.all.values();
  }

  /** Takes in what the server says a conversation is now. */
  put(view: ConversationView): Conversation {
    const known = this.all.get(view.conversationId);
    if (known === undefined) return this.hold(new Conversation(this.notBefore(view)));
    if (known.applyView(view)) this.rewritten.emit(known.id);
    this.changed(known.id);
    return known;
  }

  putHead(conversation: Conversation, head: ConversationHead): void {
    if (conversation.applyHead(head)) this.rewritten.emit(conversation.id);
    this.changed(conversation.id);
  }

  hold(conversation: Conversation): Conversation {
    this.all.set(conversation.id, conversation);
    this.changed(conversation.id);
    return conversation;
  }

  remove(id: ConversationId): void {
    const log = this.all.get(id)?.log;
    if (log === undefined) return;
    this.all.delete(id);
    const { epoch, headSeq } = log;
    const before = this.ends.get(id);
    const least = before?.epoch === epoch ? before.headSeq : 0;
    this.ends.set(id, { epoch, headSeq: Math.max(headSeq, least) });
    this.changed(id);
  }

  /** Up to where a log was held before the user left; 0 if it never was, or was rewritten since. */
  heldBefore({ conversationId, epoch }: ConversationView): number {
    const end = this.ends.get(conversationId);
    return end?.epoch === epoch ? end.headSeq : 0;
  }

  /** A view may be older than what was held before: nothing of that is told again. */
  private notBefore(view: ConversationView): ConversationView {
    const heldSeq = this.heldBefore(view);
    return view.lastSeq >= heldSeq ? view : { ...view, lastSeq: heldSeq, lastEvent: null };
  }

  clear(): void {
    for (const id of this.all.keys()) this.dirty.add(id);
    this.all.clear();
    this.ends.clear();
    this.loaded = false;
    this.error = null;
    this.tellSoon();
  }

  setLoaded(): void {
    this.loaded = true;
    this.error = null;
    this.tellSoon();
  }

  setError(error: ParleyError): void {
    this.error = error;
    this.tellSoon();
  }

  /** Something about this conversation is different now; the list follows at the end of the turn. */
  changed(id: ConversationId): void {
    this.dirty.add(id);
    this.tellSoon();
  }

  private tellSoon(): void {
    this.sorted = null;
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      const dirty = this.dirty;
      this.dirty = new Set();
      this.touched.emit(dirty);
    });
  }
}
