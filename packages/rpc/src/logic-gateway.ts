import type {
  Call,
  Conversation__Output,
  ConversationPage__Output,
  DeadLetterPage__Output,
  DeadLettersReply__Output,
  Done__Output,
  GuestPullReply__Output,
  HeadsReply__Output,
  HistoryReply__Output,
  LogicClientType,
  MemberPage__Output,
  MembershipReply__Output,
  NewestReply__Output,
  OccupyReply__Output,
  OpenReply__Output,
  PositionsReply__Output,
  PresenceReply__Output,
  SendReply__Output,
  SessionList__Output,
  SignedIn__Output,
  SignOutReply__Output,
  TouchReply__Output,
  User__Output,
  UserPage__Output,
} from '@parley/contracts';
import type { GatewayLoad } from './gateway-load.ts';
import type { Asker } from './pending-calls.ts';

/** logic's unary methods by name, with what each resolves to. */
export interface LogicUnary {
  register: SignedIn__Output;
  signIn: SignedIn__Output;
  refresh: SignedIn__Output;
  signOut: SignOutReply__Output;
  listSessions: SessionList__Output;
  getMe: User__Output;
  getUsers: UserPage__Output;
  findUsers: UserPage__Output;
  setPresenceMode: Done__Output;
  listConversations: ConversationPage__Output;
  getConversation: Conversation__Output;
  createConversation: Conversation__Output;
  openDirect: Conversation__Output;
  listRooms: ConversationPage__Output;
  joinConversation: Conversation__Output;
  leaveConversation: Done__Output;
  listMembers: MemberPage__Output;
  announceRoster: Done__Output;
  addMembers: Done__Output;
  removeMember: Done__Output;
  listDeadLetters: DeadLetterPage__Output;
  replayDeadLetters: DeadLettersReply__Output;
  purgeDeadLetters: DeadLettersReply__Output;
}

/** The calls of the exchange stream, with what each resolves to. */
export interface LogicExchange {
  send: SendReply__Output;
  history: HistoryReply__Output;
  mark: Done__Output;
  open: OpenReply__Output;
  heads: HeadsReply__Output;
  membership: MembershipReply__Output;
  close: Done__Output;
  occupy: OccupyReply__Output;
  newest: NewestReply__Output;
  touch: TouchReply__Output;
  presence: PresenceReply__Output;
  positions: PositionsReply__Output;
  guestSend: SendReply__Output;
  guestPull: GuestPullReply__Output;
}

type UnaryRequest<M extends keyof LogicUnary> = Parameters<LogicClientType[M]>[0];
export type ExchangeCall<K extends keyof LogicExchange> = NonNullable<Call[K]>;

/** logic as api and connect see it: whichever instance answers. */
export interface LogicGateway {
  /**
   * Asks one healthy instance: in turn, or that of the conversation when it is about to be changed.
   * @throws ParleyError what logic threw, `unavailable` without an instance, `deadline_exceeded`.
   */
  unary<M extends keyof LogicUnary>(method: M, request: UnaryRequest<M>): Promise<LogicUnary[M]>;
  /**
   * Sends a call on the long-lived stream of the instance that `key` belongs to by rendezvous hashing
   * (a conversation id; any instance is correct, the same one batches better). Calls of one turn of
   * the event loop share a frame.
   * @throws ParleyError as above. After `unavailable` it is not known whether the call was carried out.
   */
  exchange<K extends keyof LogicExchange>(
    kind: K,
    call: ExchangeCall<K>,
    key: string,
  ): Promise<LogicExchange[K]>;
  /**
   * `exchange` without its promise, for what comes by the ten thousand a second: `asker` is told as
   * soon as the reply is here.
   */
  ask<K extends keyof LogicExchange>(
    kind: K,
    call: ExchangeCall<K>,
    key: string,
    asker: Asker<LogicExchange[K]>,
  ): void;
  readonly load: Readonly<GatewayLoad>;
  /** Whether at least one instance can be reached. For readiness. */
  ready(): boolean;
  close(): Promise<void>;
}
