import { type ErrorBody, type ErrorCode, toParleyError } from '@parley/core';
import type { ConversationKind, MessageEvent, RosterSignal } from '@parley/wire';
import type { Carrier, NodeListener } from '../foreign-client.ts';
import { NodeClient, type NodeClientPorts } from '../node-client.ts';
import { privateBody, roomBody, rosterBody } from './bodies.ts';

/** What carries gochat's bodies to its client: a WebSocket, or TCP. */
export interface GochatCarrier extends Carrier {
  /** Sends one body. */
  send(body: string): void;
}

/** Who wants in, and the room that it looks at; 0 and below is none. */
export interface Ticket {
  authToken: string;
  roomId: number;
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
    else if (this.isWelcome && before.roomId !== ticket.roomId) void this.enterRoom(ticket.roomId);
  }

  welcomed(): void {
    this.isWelcome = true;
    void this.enterRoom(this.ticket?.roomId ?? 0);
  }

  message(event: MessageEvent, kind: ConversationKind, senderName: string): void {
    if (kind !== 'direct') {
      this.carrier.send(roomBody(event, senderName));
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

  /** gochat has no word for it on a WebSocket; a carrier that has one overrides it. */
  refused(_error: ErrorBody): void {}

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
