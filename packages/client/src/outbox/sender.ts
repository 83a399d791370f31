import {
  type Clock,
  type ConversationId,
  Emitter,
  invalid,
  type Logger,
  ParleyError,
  toParleyError,
  type UserId,
} from '@parley/core';
import type { LogEvent, MessageBody, MessageEvent, SentView } from '@parley/wire';
import { isRefusal } from '../session/session-keeper.ts';
import type { Link } from '../socket/link.ts';
import { Lane } from './lane.ts';
import type { OutboxStore } from './outbox-store.ts';
import { OutboxWriter } from './outbox-writer.ts';
import {
  type OutgoingMessage,
  outgoing,
  type PendingMessage,
  toPending,
} from './pending-message.ts';

interface Deps {
  outbox: OutboxStore;
  clock: Clock;
  random: () => number;
  newId: () => string;
  logger: Logger;
  /** An own message is committed: the event, as the log will have it. */
  acknowledged(event: MessageEvent): void;
  /** What is pending in this conversation is different now. */
  changed(id: ConversationId): void;
}

/**
 * Sends what waits in the outbox, in order within each conversation, again and again under the same
 * client id until it is acknowledged. The server keeps one copy, so sending twice does no harm: after a
 * cut, after a reload, or from two tabs.
 */
export class Sender {
  readonly failed = new Emitter<PendingMessage>();
  private readonly lanes = new Map<ConversationId, Lane>();
  private readonly byClientId = new Map<string, OutgoingMessage>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly writer: OutboxWriter;
  /** The link that is live, once the store has been read. */
  private link: Link | null = null;
  private arriving: Link | null = null;
  private userId: UserId | null = null;
  private lastOrder = 0;
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
    this.writer = new OutboxWriter(deps.outbox, deps.logger);
  }

  pending(id: ConversationId): readonly PendingMessage[] {
    return this.lanes.get(id)?.messages.map(toPending) ?? [];
  }

  /** Resolves with the acknowledgement, however long that takes; rejects if it is refused or discarded. */
  send(id: ConversationId, body: MessageBody, clientId: string): Promise<SentView> {
    if (this.userId === null) return Promise.reject(signedOut());
    if (clientId.length < 1 || clientId.length > 64) {
      return Promise.reject(invalid('clientId', clientId, '1 to 64 characters'));
    }
    const same = this.byClientId.get(clientId);
    if (same !== undefined) return same.answer.promise;
    const createdAtMs = this.deps.clock.nowMs();
    const order = Math.max(createdAtMs, this.lastOrder + 1);
    this.lastOrder = order;
    const { userId } = this;
    const item = { clientId, userId, conversationId: id, body, createdAtMs, order, error: null };
    const message = outgoing(item, false);
    this.add(message);
    this.writer.put(message);
    this.pump(id);
    return message.answer.promise;
  }

  /** Sends a failed message again, under the same client id. */
  retry(clientId: string): Promise<SentView> {
    const message = this.byClientId.get(clientId);
    if (message?.state !== 'failed') return Promise.reject(notFailed(clientId));
    const again = outgoing({ ...message.item, error: null }, message.restored);
    again.stored = message.stored;
    this.drop(message);
    this.add(again);
    this.writer.put(again);
    this.pump(again.item.conversationId);
    return again.answer.promise;
  }

  /** Gives up an unsent message. One that is on its way may still arrive. */
  discard(clientId: string): void {
    const message = this.byClientId.get(clientId);
    if (message === undefined || message.state === 'sent') return;
    this.drop(message);
    this.writer.delete(message);
    message.answer.reject(new ParleyError('not_found', 'The message was discarded.'));
  }

  signedIn(userId: UserId): void {
    this.userId = userId;
  }

  /** Takes up what the store holds for this user, and what other tabs have sent meanwhile. */
  async load(): Promise<void> {
    const { userId } = this;
    if (userId === null) return;
    const items = await this.writer.read(userId);
    if (items === null || this.userId !== userId) return;
    const kept = new Set(items.map(item => item.clientId));
    for (const message of this.byClientId.values()) {
      const elsewhere = message.restored && !kept.has(message.item.clientId);
      if (elsewhere && message.state !== 'sent') this.drop(message);
    }
    for (const item of items) {
      if (this.byClientId.has(item.clientId)) continue;
      this.lastOrder = Math.max(this.lastOrder, item.order);
      const message = outgoing(item, true);
      if (item.error !== null) {
        message.state = 'failed';
        message.error = ParleyError.fromBody(item.error);
      }
      this.add(message);
    }
    for (const id of this.lanes.keys()) this.pump(id);
  }

  /** Sends over this link, after a look at what other tabs have sent while there was none. */
  async attach(link: Link): Promise<void> {
    this.arriving = link;
    try {
      await this.load();
    } finally {
      if (this.arriving === link) {
        this.link = link;
        for (const id of this.lanes.keys()) this.pump(id);
      }
    }
  }

  detach(): void {
    this.arriving = null;
    this.link = null;
    this.stopTimers();
    for (const [id, lane] of this.lanes) {
      lane.interrupted();
      this.deps.changed(id);
    }
  }

  /** The log has this event: if it is an own one, it needs no sending any more. */
  seen(event: LogEvent): void {
    if (event.type !== 'message' || event.senderId !== this.userId) return;
    const message = this.byClientId.get(event.clientId);
    if (message === undefined) return;
    this.settle(message, event);
    this.pump(event.conversationId);
  }

  /** The log reaches up to `headSeq`: it shows what was acknowledged up to there. */
  reached(id: ConversationId, headSeq: number): void {
    for (const message of this.lanes.get(id)?.messages ?? []) {
      if (message.state === 'sent' && message.seq <= headSeq) this.drop(message);
    }
  }

  /** Forgets everything here; the store keeps it for when the user is back. */
  clear(): void {
    this.detach();
    this.userId = null;
    for (const message of this.byClientId.values()) message.answer.reject(signedOut());
    this.byClientId.clear();
    this.lanes.clear();
  }

  /** Resolves when the store has everything that it was given until now. */
  stored(): Promise<void> {
    return this.writer.idle();
  }

  private pump(id: ConversationId): void {
    const { link } = this;
    const lane = this.lanes.get(id);
    if (link === null || lane === undefined) return;
    const message = lane.next(this.deps.clock.nowMs());
    if (message !== undefined) {
      message.state = 'sending';
      void this.transmit(link, lane, message);
    }
    this.deps.changed(id);
  }

  private async transmit(link: Link, lane: Lane, message: OutgoingMessage): Promise<void> {
    const { conversationId, clientId, body } = message.item;
    try {
      const sent = await link.send({ conversationId, clientId, body });
      lane.succeeded();
      this.acknowledged(message, sent);
    } catch (error) {
      // `detach` has put back what was on its way; without a link nothing is to be decided.
      if (link === this.link) this.refused(lane, message, toParleyError(error));
    }
    this.pump(conversationId);
  }

  private acknowledged(message: OutgoingMessage, sent: SentView): void {
    const { seq, messageId, createdAtMs } = sent;
    const { conversationId, clientId, userId, body } = message.item;
    const event: MessageEvent = {
      type: 'message',
      conversationId,
      seq,
      messageId,
      senderId: userId,
      createdAtMs,
      clientId,
      body,
    };
    this.settle(message, event);
    this.deps.acknowledged(event);
  }

  private settle(message: OutgoingMessage, event: MessageEvent): void {
    if (message.state === 'sent') return;
    const { conversationId, seq, messageId, createdAtMs } = event;
    message.state = 'sent';
    message.seq = seq;
    this.writer.delete(message);
    message.answer.resolve({ conversationId, seq, messageId, createdAtMs });
    this.deps.changed(conversationId);
  }

  private refused(lane: Lane, message: OutgoingMessage, error: ParleyError): void {
    if (message.state !== 'sending') return;
    if (error.retryable || isRefusal(error)) {
      message.state = 'queued';
      const now = this.deps.clock.nowMs();
      const waitMs = lane.failed(now, error.details.retryAfterMs, this.deps.random);
      this.pumpLater(message.item.conversationId, waitMs);
      return;
    }
    message.state = 'failed';
    message.error = error;
    message.item = { ...message.item, error: error.toBody() };
    this.writer.put(message);
    message.answer.reject(error);
    this.failed.emit(toPending(message));
  }

  private pumpLater(id: ConversationId, waitMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.pump(id);
    }, waitMs + 1);
    this.timers.add(timer);
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private add(message: OutgoingMessage): void {
    const { clientId, conversationId } = message.item;
    this.byClientId.set(clientId, message);
    const lane = this.lanes.get(conversationId) ?? new Lane();
    this.lanes.set(conversationId, lane);
    lane.add(message);
    this.deps.changed(conversationId);
  }

  private drop(message: OutgoingMessage): void {
    const { clientId, conversationId } = message.item;
    this.byClientId.delete(clientId);
    this.lanes.get(conversationId)?.remove(clientId);
    this.deps.changed(conversationId);
  }
}

function signedOut(): ParleyError {
  return new ParleyError('unauthenticated', 'You are signed out.');
}

function notFailed(clientId: string): ParleyError {
  return new ParleyError('not_found', 'There is no failed message with this client id.', {
    field: 'clientId',
    value: clientId,
  });
}
