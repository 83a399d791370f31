import {
  type ConversationId,
  type Logger,
  newId,
  ParleyError,
  toParleyError,
  type UserId,
} from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import {
  type ClientFrame,
  type ConversationKind,
  type ErrorFrame,
  hasSubscribers,
  type LogEvent,
  PROTOCOL_VERSION,
  type ServerFrame,
} from '@parley/wire';
import { nanoid } from 'nanoid';
import type { Channel, Identity } from '../channel/channel.ts';
import type { Gate } from '../channel/gate.ts';
import type { Transport } from '../channel/transport.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { FollowedLogs } from './followed-logs.ts';
import type { Carrier, NodeListener } from './foreign-client.ts';
import { FrameInbox } from './frame-inbox.ts';
import type { ReadNativeFrame } from './read-native-frame.ts';
import type { UserNames } from './user-names.ts';

/** Events of one question after a gap. */
const PAGE = 100;

export interface NodeClientPorts {
  gate: Gate;
  logic: Pick<LogicGateway, 'unary'>;
  names: UserNames;
  readFrame: ReadNativeFrame;
  logger: Logger;
  /** How long a connection may stay silent before it says who it is, in ms. */
  helloTimeoutMs: number;
}

/**
 * A client of this node, in the node itself, for a foreign client that can neither order nor resume: it
 * says hello, follows the private conversations and one room, asks for what is missing and acknowledges.
 * To the node it is a channel like any other.
 */
export class NodeClient implements Transport {
  readonly channel: Channel;
  private readonly carrier: Carrier;
  private readonly listener: NodeListener;
  private readonly ports: NodeClientPorts;
  private readonly logs: FollowedLogs;
  private readonly inbox = new FrameInbox(
    frame => this.takeFrame(frame),
    error => this.failed(error),
  );
  private lastRequestId = 0;
  /** Requests for history, by id. */
  private readonly asked = new Map<number, ConversationId>();
  /** Who waits until the pushes of a room come here; the node says so by a head. */
  private readonly joining = new Map<ConversationId, () => void>();
  private readonly acknowledgements = new Acknowledgements((conversationId, seq) =>
    this.say({ op: 'ack', conversationId, seq }),
  );

  constructor(carrier: Carrier, listener: NodeListener, ports: NodeClientPorts) {
    this.carrier = carrier;
    this.listener = listener;
    this.ports = ports;
    this.logs = new FollowedLogs({
      deliver: (event, kind) => this.deliver(event, kind),
      fetch: (conversationId, afterSeq) => {
        const id = this.nextId();
        this.asked.set(id, conversationId);
        this.say({ op: 'history', id, conversationId, afterSeq, limit: PAGE });
      },
    });
    this.channel = ports.gate.open(this, ports.helloTimeoutMs);
  }

  /** Says who the client is. Once. */
  hello(token: string): void {
    this.say({
      op: 'hello',
      id: this.nextId(),
      protocol: PROTOCOL_VERSION,
      token,
      // A device of its own: others of the same person, and of the same sign-in, stay.
      deviceId: nanoid(),
      heads: [],
    });
  }

  /** Sends a text. What becomes of it is heard as a message, or as a refusal. */
  send(conversationId: ConversationId, text: string): void {
    const ids = { id: this.nextId(), conversationId, clientId: newId() };
    this.say({ op: 'send', ...ids, body: { kind: 'text', text } });
  }

  /**
   * Follows this room from now on, and joins it if need be; resolves when its pushes come here. After
   * `welcomed`.
   * @throws ParleyError `not_found`, also for what is no room, and what logic throws else.
   */
  async enter(conversationId: ConversationId): Promise<void> {
    const { logs, channel } = this;
    const isHere = channel.rooms.some(room => room.conversationId === conversationId);
    if (isHere) {
      logs.enter(conversationId, logs.seqOf(conversationId));
      return;
    }
    const subscribed = new Promise<void>(resolve => this.joining.set(conversationId, resolve));
    logs.enter(conversationId, await this.join(conversationId));
    await subscribed;
  }

  /** Whether it may be sent to without joining. After `welcomed`. */
  isMember(conversationId: ConversationId): boolean {
    return this.logs.isKnown(conversationId);
  }

  /** Makes a member of the room; resolves to how far its log goes. @throws ParleyError as `enter` */
  async join(conversationId: ConversationId): Promise<number> {
    const { caller } = this.identity();
    const joined = await this.ports.logic.unary('joinConversation', { caller, conversationId });
    const kind = joined.kind as ConversationKind;
    if (!hasSubscribers(kind)) throw new ParleyError('not_found', 'There is no such room.');
    this.logs.learn({ ...joined, kind });
    return joined.lastSeq;
  }

  /** Who it is; after `welcomed`. */
  identity(): Identity {
    const { identity } = this.channel;
    if (identity === undefined) throw new Error('nobody is known before the welcome');
    return identity;
  }

  /** Nothing is left of the connection. */
  gone(): void {
    this.acknowledgements.stop();
    this.ports.gate.gone(this.channel);
  }

  get writableLength(): number {
    return this.inbox.bytes + this.carrier.writableLength;
  }

  get isPaused(): boolean {
    return this.carrier.isPaused;
  }

  write(frames: readonly Buffer[]): void {
    this.inbox.add(frames);
  }

  onceDrained(callback: () => void): void {
    this.carrier.onceDrained(callback);
  }

  ping(): void {
    this.carrier.ping();
  }

  pause(): void {
    this.carrier.pause();
  }

  resume(): void {
    this.carrier.resume();
  }

  close(code: number, reason: string): void {
    this.acknowledgements.stop();
    this.carrier.close(code, reason);
  }

  terminate(): void {
    this.carrier.terminate();
  }

  private takeFrame(frame: Buffer): Promise<void> | undefined {
    const read = this.ports.readFrame(frame);
    const missing = this.whatIsMissing(read);
    if (missing === undefined) {
      this.take(read);
      return undefined;
    }
    return missing.then(() => this.take(read));
  }

  private failed(error: unknown): void {
    // It cannot be told in order any more; whoever comes back begins anew.
    this.ports.logger.warn({ err: error }, 'a foreign client cannot be told any more');
    this.channel.close('unavailable');
  }

  private take(frame: ServerFrame): void {
    switch (frame.op) {
      case 'welcome':
        this.logs.begin(frame.heads, frame.upToId === undefined);
        this.listener.welcomed();
        return;
      case 'events':
        for (const event of frame.events) this.logs.take(event);
        return;
      case 'page':
        this.asked.delete(frame.id);
        this.logs.takePage(frame);
        return;
      case 'heads':
        for (const head of frame.heads) {
          this.logs.takeHead(head);
          this.joining.get(head.conversationId)?.();
          this.joining.delete(head.conversationId);
        }
        return;
      case 'signals':
        for (const signal of frame.signals) {
          if (signal.type === 'roster') this.listener.roster(signal);
        }
        return;
      case 'error':
        this.fail(frame);
        return;
      case 'sent':
      case 'compared':
      case 'positions':
      case 'presences':
      case 'pong':
      case 'reconnect':
        return;
      default:
        frame satisfies never;
    }
  }

  private deliver(event: LogEvent, kind: ConversationKind): void {
    this.acknowledgements.add(event.conversationId, event.seq);
    if (event.type !== 'message') return;
    this.listener.message(event, kind, this.ports.names.of(event.senderId) ?? '');
  }

  /** What has to be asked of logic before a frame can be taken. */
  private whatIsMissing(frame: ServerFrame): Promise<unknown> | undefined {
    if (frame.op !== 'events' && frame.op !== 'page') return undefined;
    const { names } = this.ports;
    const people = new Set<UserId>();
    const conversations = new Set<ConversationId>();
    for (const { senderId, conversationId } of frame.events) {
      if (names.of(senderId) === undefined) people.add(senderId);
      if (!this.logs.isKnown(conversationId)) conversations.add(conversationId);
    }
    if (people.size === 0 && conversations.size === 0) return undefined;
    const { caller } = this.identity();
    const asked: Promise<void>[] = [...conversations].map(id => this.askKind(id));
    if (people.size > 0) asked.push(names.learn([...people], caller));
    return Promise.all(asked);
  }

  /** Of a conversation that began after the hello: what kind it is. One that is gone again stays unknown. */
  private async askKind(conversationId: ConversationId): Promise<void> {
    const { caller } = this.identity();
    try {
      const { kind } = await this.ports.logic.unary('getConversation', { caller, conversationId });
      this.logs.learn({ conversationId, kind: kind as ConversationKind, lastSeq: 0 });
    } catch (error) {
      const { code } = toParleyError(error);
      if (code !== 'not_found' && code !== 'not_a_member') throw error;
    }
  }

  /** A page that cannot be had is a hole that cannot be closed, unless the conversation is not theirs now. */
  private fail({ id, error }: ErrorFrame): void {
    const conversationId = id === null ? undefined : this.asked.get(id);
    if (id === null || conversationId === undefined) {
      this.listener.refused(error);
      return;
    }
    this.asked.delete(id);
    if (error.code === 'not_found' || error.code === 'not_a_member') {
      this.logs.forget(conversationId);
    } else this.channel.close('unavailable');
  }

  private say(frame: ClientFrame): void {
    this.ports.gate.receive(this.channel, Buffer.from(JSON.stringify(frame)), false);
  }

  private nextId(): number {
    this.lastRequestId += 1;
    return this.lastRequestId;
  }
}
