import { type ConversationId, type ErrorBody, type ErrorCode, toParleyError } from '@parley/core';
import type { ConversationKind, MessageEvent, RosterSignal } from '@parley/wire';
import type { Carrier, NodeListener } from '../foreign-client.ts';
import { NodeClient, type NodeClientPorts } from '../node-client.ts';
import { privateBody, rosterBody } from './bodies.ts';

/** What carries gochat's bodies to its client: a WebSocket, or TCP. */
export interface GochatCarrier extends Carrier {
  /** Sends one body. */
  send(body: string): void;
  /** Sends a message of a room. Everybody there is told the same event, which is put into a frame once. */
  tell(event: MessageEvent): void;
  /** Says that something that was asked failed, where gochat has a word for it. */
  refuse?(error: ErrorBody): void;
}

/** Who wants in, and the room that it looks at; 0 and below is none. */
export interface Ticket {
  authToken: string;
  roomId: number;
}

/** What is to be said when the client is in its room. */
interface Unsaid {
  conversationId: ConversationId;
  text: string;
}

/** A room that is none, or is not for this person. */
const NO_ROOM: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_found',
  'not_a_member',
  'forbidden',
  'invalid_request',
]);

/**
 * A client that was made for gochat: its frames on one side, ours on the other. It says who it is and
 * which room it looks at; a later ticket of the same token changes the room.
 */
export class GochatPeer implements NodeListener {
  readonly node: NodeClient;
  private readonly carrier: GochatCarrier;
  private readonly ports: NodeClientPorts;
  private ticket: Ticket | undefined;
  private isWelcome = false;
  /** The room that it is in, or is on its way into. */
  private enteredRoomId: number | undefined;
  private readonly unsaid: Unsaid[] = [];
  private isBehind = false;

  constructor(carrier: GochatCarrier, ports: NodeClientPorts) {
    this.carrier = carrier;
    this.ports = ports;
    this.node = new NodeClient(carrier, this, ports);
  }

  /** A ticket has come. That of somebody else ends the connection: who comes back begins anew. */
  show(ticket: Ticket): void {
    const before = this.ticket;
    if (before !== undefined && before.authToken !== ticket.authToken) {
      this.node.channel.close('unauthenticated');
      return;
    }
    this.ticket = ticket;
    if (before === undefined) this.node.hello(ticket.authToken);
    else if (this.isWelcome) void this.catchUp();
  }

  /**
   * Says a text in the room of this ticket, wherever the client is, once it is in its own; it is joined
   * if need be. The first ticket that comes is also that of the connection.
   */
  say(ticket: Ticket, text: string): void {
    const { authToken, roomId } = ticket;
    if (this.ticket?.authToken !== authToken) this.show(ticket);
    if (this.node.channel.state.is === 'closed') return;
    const conversationId = String(roomId);
    if (this.isWelcome && !this.isBehind && this.node.isMember(conversationId)) {
      this.node.send(conversationId, text);
      return;
    }
    this.unsaid.push({ conversationId, text });
    // What is still to come waits on its way, and no memory fills.
    this.carrier.pause();
    if (this.isWelcome) void this.catchUp();
  }

  welcomed(): void {
    this.isWelcome = true;
    void this.catchUp();
  }

  message(event: MessageEvent, kind: ConversationKind, senderName: string): void {
    if (kind !== 'direct') {
      this.carrier.tell(event);
      return;
    }
    const { userId } = this.node.identity();
    // To whom it was written; with oneself it is for notes.
    if (event.senderId === userId) return;
    const own = { userId, name: this.ports.names.of(userId) ?? '' };
    this.carrier.send(privateBody(event, senderName, own, Math.max(0, this.ticket?.roomId ?? 0)));
  }

  roster(signal: RosterSignal): void {
    if (Number(signal.conversationId) === this.ticket?.roomId)
      this.carrier.send(rosterBody(signal));
  }

  refused(error: ErrorBody): void {
    // Who is not let in hears why when the connection is closed.
    if (this.isWelcome) this.carrier.refuse?.(error);
  }

  /**
   * Does one after the other what has to wait for an answer. Of the rooms that were asked for meanwhile
   * only the last one is entered.
   */
  private async catchUp(): Promise<void> {
    if (this.isBehind) return;
    this.isBehind = true;
    const { channel } = this.node;
    while (channel.state.is !== 'closed') {
      const roomId = this.ticket?.roomId;
      if (this.enteredRoomId !== roomId) {
        this.enteredRoomId = roomId;
        await this.enterRoom(roomId ?? 0);
        continue;
      }
      const next = this.unsaid.shift();
      if (next === undefined) break;
      await this.sayNext(next);
    }
    this.isBehind = false;
    // With requests on their way the answer to one of them does it.
    if (channel.inFlight === 0 && channel.state.is !== 'closed') this.carrier.resume();
  }

  private async sayNext({ conversationId, text }: Unsaid): Promise<void> {
    try {
      // In gochat nobody has to join a room to be heard there; here it is done on the way.
      if (!this.node.isMember(conversationId)) await this.node.join(conversationId);
    } catch (error) {
      this.refused(toParleyError(error).toBody());
      return;
    }
    this.node.send(conversationId, text);
  }

  private async enterRoom(roomId: number): Promise<void> {
    const { names, logic } = this.ports;
    const { userId, caller } = this.node.identity();
    try {
      if (names.of(userId) === undefined) await names.learn([userId], caller);
      if (roomId <= 0) return;
      const conversationId = String(roomId);
      await this.node.enter(conversationId);
      // Its page asks who is there while it is still on its way in, and would not hear the answer.
      await logic.unary('announceRoster', { caller, conversationId, withNames: true });
    } catch (error) {
      const isNoRoom = NO_ROOM.has(toParleyError(error).code);
      this.node.channel.close(isNoRoom ? 'protocol_error' : 'unavailable');
    }
  }
}
