import type {
  ConnectionId,
  ConversationId,
  ErrorBody,
  MessageId,
  ServerId,
  SessionId,
  UserId,
} from '@parley/core';
import type { LogEvent, MessageBody } from './events.ts';
import type { Limits } from './limits.ts';
import type { Presence, PresenceMode, Signal } from './signals.ts';

/** The version of this protocol; a client says it in `hello`. */
export const PROTOCOL_VERSION = 1;
/** Where the socket is opened. */
export const CONNECT_PATH = '/v1/connect';

/** What a client holds of a log: the highest seq up to which it has everything. */
export interface Head {
  conversationId: ConversationId;
  seq: number;
  /** The epoch it was loaded under: a log of another epoch comes back even if the seq is the same. */
  epoch?: number;
  /** How far the person has read, as the client knows it: a head comes back, too, when that differs. */
  readSeq?: number;
}

/**
 * What differs between the client's heads and the server's, over a range of conversation ids (compared
 * as numbers). What does not fit into one frame is asked for range by range, with `compare`.
 */
export interface Comparison {
  /** What the client does not hold as the server does, by rising id. */
  heads: ConversationHead[];
  /** Of the heads that the client sent, the conversations that the user is not in any more. */
  gone: ConversationId[];
  /** The range ended at this id: go on with `compare` after it. Absent: nothing lies beyond. */
  upToId?: ConversationId;
}

/** What the server says of a log in `welcome` and `heads`. */
export interface ConversationHead {
  conversationId: ConversationId;
  kind: ConversationKind;
  lastSeq: number;
  /** The first seq this user may see. */
  visibleFromSeq: number;
  /** A new epoch means: forget what you hold and load again. */
  epoch: number;
  deliveredSeq: number;
  readSeq: number;
}

export type ConversationKind = 'direct' | 'group' | 'room' | 'world' | 'inbox';

/** Whether members come and go, so that events go to whoever is subscribed at the time: groups and rooms. */
export function hasSubscribers(kind: string): boolean {
  return kind === 'group' || kind === 'room';
}

/** The first frame of a client. The token is here and never in the URL. */
export interface HelloFrame {
  op: 'hello';
  id: number;
  protocol: number;
  token: string;
  /** Names this device or tab, chosen by the client and kept for reconnects: 1 … 64 characters. */
  deviceId: string;
  /** What the client holds. Only conversations that differ come back in `welcome`. */
  heads: Head[];
  /** `heads` cover only ids up to this one, `0` for none; the rest follows in `compare`. Default: all. */
  upToId?: ConversationId;
  /** Nobody is at the device, see `activity`. Default false. */
  away?: boolean;
  /**
   * Which connection of this device it is, counted up from 1: a hello that was held up on its way never
   * takes the place of a later one. Default 0: not counted.
   */
  attempt?: number;
}
/** "Of the conversations with ids above `afterId`, and up to `upToId` if given, I hold this." Any time after `welcome`. */
export interface CompareFrame {
  op: 'compare';
  id: number;
  afterId: ConversationId;
  upToId?: ConversationId;
  heads: Head[];
}
export interface SendFrame {
  op: 'send';
  id: number;
  conversationId: ConversationId;
  /** The sender's own id of the message, 1 … 64 characters; a repeat is answered with the first acknowledgement. */
  clientId: string;
  body: MessageBody;
}
/** "I have everything up to here" (`ack`), "the person has seen everything up to here" (`read`). No reply. */
export interface MarkFrame {
  op: 'ack' | 'read';
  conversationId: ConversationId;
  seq: number;
}
/** A page of the log: after `afterSeq` going up, or before `beforeSeq` going back; exactly one of them. */
export interface HistoryFrame {
  op: 'history';
  id: number;
  conversationId: ConversationId;
  afterSeq?: number;
  beforeSeq?: number;
  /** 1 … `limits.pageSize`. */
  limit: number;
}
/** Conversations that one `positions` may ask about. */
export const MAX_POSITIONS = 50;
/** How far the members of conversations are; signals tell only what moves. */
export interface PositionsFrame {
  op: 'positions';
  id: number;
  /** 1 … `MAX_POSITIONS`. */
  conversationIds: ConversationId[];
}
/** Whose presence this connection is told from now on, instead of whose it was told before. */
export interface WatchFrame {
  op: 'watch';
  id: number;
  /** At most `limits.watchedUsers`. */
  userIds: UserId[];
}
/** Whether somebody is at the device: it is idle or hidden, or it is in use again. No reply. */
export interface ActivityFrame {
  op: 'activity';
  away: boolean;
}
export interface PingFrame {
  op: 'ping';
  id: number;
}
export type ClientFrame =
  | HelloFrame
  | CompareFrame
  | SendFrame
  | MarkFrame
  | HistoryFrame
  | PositionsFrame
  | WatchFrame
  | ActivityFrame
  | PingFrame;

export interface WelcomeFrame extends Comparison {
  op: 'welcome';
  id: number;
  userId: UserId;
  sessionId: SessionId;
  connectionId: ConnectionId;
  serverId: ServerId;
  /** How the user wants to be seen. */
  presenceMode: PresenceMode;
  limits: Limits;
}
/** The answer to `compare`. */
export interface ComparedFrame extends Comparison {
  op: 'compared';
  id: number;
}
/** The answer to a `send`: the event is committed. */
export interface SentFrame {
  op: 'sent';
  id: number;
  conversationId: ConversationId;
  seq: number;
  messageId: MessageId;
  createdAtMs: number;
}
/** The answer to `history`: events by rising seq. */
export interface PageFrame {
  op: 'page';
  id: number;
  conversationId: ConversationId;
  epoch: number;
  events: LogEvent[];
  /** Whether there is more in the direction asked for. */
  hasMore: boolean;
}
/** How far a member is, and from where on the member may see the log. */
export interface MemberPosition {
  userId: UserId;
  deliveredSeq: number;
  readSeq: number;
  visibleFromSeq: number;
}
export interface ConversationPositions {
  conversationId: ConversationId;
  /** All of them, oneself included; empty where `tooMany`. */
  members: MemberPosition[];
  /** A room, the world, a large group: nobody is told there how far others are. */
  tooMany: boolean;
}
/** The answer to `positions`; a conversation that the user is not in is left out. */
export interface PositionsAnswerFrame {
  op: 'positions';
  id: number;
  conversations: ConversationPositions[];
}
/** The answer to `watch`: everybody's presence now. Changes come as signals, some perhaps before it. */
export interface PresencesFrame {
  op: 'presences';
  id: number;
  presences: Presence[];
}
export interface PongFrame {
  op: 'pong';
  id: number;
}
/** The answer to a request that failed; `id` is null when the frame could not be read. */
export interface ErrorFrame {
  op: 'error';
  id: number | null;
  error: ErrorBody;
}
/** New events. Several of one tick come in one frame; they may repeat and may skip: order and ask by seq. */
export interface EventsFrame {
  op: 'events';
  events: LogEvent[];
}
/**
 * What holds at the moment and is in no log. Several come in one frame; any may be lost, come twice or
 * late. Each says how to tell an old one.
 */
export interface SignalsFrame {
  op: 'signals';
  signals: Signal[];
}
/** The server's heads, pushed when the client may have missed something without a later event to tell. */
export interface HeadsFrame {
  op: 'heads';
  heads: ConversationHead[];
}
/** The node is about to close: connect again after this time. */
export interface ReconnectFrame {
  op: 'reconnect';
  afterMs: number;
}
export type ServerFrame =
  | WelcomeFrame
  | ComparedFrame
  | SentFrame
  | PageFrame
  | PositionsAnswerFrame
  | PresencesFrame
  | PongFrame
  | ErrorFrame
  | EventsFrame
  | SignalsFrame
  | HeadsFrame
  | ReconnectFrame;
