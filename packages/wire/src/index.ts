export { CLOSE, type CloseCode, type CloseName, shouldReconnect, WS_CLOSE } from './close-codes.ts';
export type {
  CreatedEvent,
  LogEvent,
  LogEventType,
  MembersAddedEvent,
  MembersRemovedEvent,
  MessageBody,
  MessageEvent,
  TextBody,
} from './events.ts';
export {
  type ClientFrame,
  CONNECT_PATH,
  type ConversationHead,
  type ConversationKind,
  type ErrorFrame,
  type EventsFrame,
  type Head,
  type HeadsFrame,
  type HelloFrame,
  type HistoryFrame,
  type MarkFrame,
  type PageFrame,
  type PingFrame,
  type PongFrame,
  PROTOCOL_VERSION,
  type ReconnectFrame,
  type SendFrame,
  type SentFrame,
  type ServerFrame,
  type SignalsFrame,
  type WelcomeFrame,
} from './frames.ts';
export type {
  ConversationView,
  EventsView,
  MemberRole,
  MemberView,
  PageView,
  SentView,
  SessionView,
  SignedInView,
  UserView,
} from './http.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type {
  PositionSignal,
  Presence,
  PresenceSignal,
  PresenceStatus,
  Signal,
} from './signals.ts';
