export type {
  AnnounceRosterRequest,
  AnnounceRosterRequest__Output,
} from './generated/parley/v1/AnnounceRosterRequest.ts';
export type { Audience, Audience__Output } from './generated/parley/v1/Audience.ts';
export type { Binding, Binding__Output } from './generated/parley/v1/Binding.ts';
export type { Call, Call__Output } from './generated/parley/v1/Call.ts';
export type { Caller, Caller__Output } from './generated/parley/v1/Caller.ts';
export type { CallerRequest, CallerRequest__Output } from './generated/parley/v1/CallerRequest.ts';
export type { CloseCall, CloseCall__Output } from './generated/parley/v1/CloseCall.ts';
export type {
  ConnectClient as ConnectClientType,
  ConnectHandlers,
} from './generated/parley/v1/Connect.ts';
export type { Conversation, Conversation__Output } from './generated/parley/v1/Conversation.ts';
export type {
  ConversationPage,
  ConversationPage__Output,
} from './generated/parley/v1/ConversationPage.ts';
export type {
  ConversationRequest,
  ConversationRequest__Output,
} from './generated/parley/v1/ConversationRequest.ts';
export type {
  CreateConversationRequest,
  CreateConversationRequest__Output,
} from './generated/parley/v1/CreateConversationRequest.ts';
export type { DeadLetter, DeadLetter__Output } from './generated/parley/v1/DeadLetter.ts';
export type {
  DeadLetterPage,
  DeadLetterPage__Output,
} from './generated/parley/v1/DeadLetterPage.ts';
export type {
  DeadLettersReply,
  DeadLettersReply__Output,
} from './generated/parley/v1/DeadLettersReply.ts';
export type {
  DeadLettersRequest,
  DeadLettersRequest__Output,
} from './generated/parley/v1/DeadLettersRequest.ts';
export type { Dispatch, Dispatch__Output } from './generated/parley/v1/Dispatch.ts';
export type { DispatchBatch, DispatchBatch__Output } from './generated/parley/v1/DispatchBatch.ts';
export type { Done, Done__Output } from './generated/parley/v1/Done.ts';
export type {
  Error as RpcErrorBody,
  Error__Output as RpcErrorBody__Output,
} from './generated/parley/v1/Error.ts';
export type { ExchangeReply, ExchangeReply__Output } from './generated/parley/v1/ExchangeReply.ts';
export type {
  ExchangeRequest,
  ExchangeRequest__Output,
} from './generated/parley/v1/ExchangeRequest.ts';
export type {
  FindUsersRequest,
  FindUsersRequest__Output,
} from './generated/parley/v1/FindUsersRequest.ts';
export type {
  GetUsersRequest,
  GetUsersRequest__Output,
} from './generated/parley/v1/GetUsersRequest.ts';
export type { GuestMessage, GuestMessage__Output } from './generated/parley/v1/GuestMessage.ts';
export type { GuestPullCall, GuestPullCall__Output } from './generated/parley/v1/GuestPullCall.ts';
export type {
  GuestPullReply,
  GuestPullReply__Output,
} from './generated/parley/v1/GuestPullReply.ts';
export type { GuestSendCall, GuestSendCall__Output } from './generated/parley/v1/GuestSendCall.ts';
export type { Head, Head__Output } from './generated/parley/v1/Head.ts';
export type { HeadsCall, HeadsCall__Output } from './generated/parley/v1/HeadsCall.ts';
export type { HeadsReply, HeadsReply__Output } from './generated/parley/v1/HeadsReply.ts';
export type { HistoryCall, HistoryCall__Output } from './generated/parley/v1/HistoryCall.ts';
export type { HistoryReply, HistoryReply__Output } from './generated/parley/v1/HistoryReply.ts';
export type { KnownHead, KnownHead__Output } from './generated/parley/v1/KnownHead.ts';
export type {
  ListConversationsRequest,
  ListConversationsRequest__Output,
} from './generated/parley/v1/ListConversationsRequest.ts';
export type {
  ListDeadLettersRequest,
  ListDeadLettersRequest__Output,
} from './generated/parley/v1/ListDeadLettersRequest.ts';
export type {
  ListMembersRequest,
  ListMembersRequest__Output,
} from './generated/parley/v1/ListMembersRequest.ts';
export type {
  ListRoomsRequest,
  ListRoomsRequest__Output,
} from './generated/parley/v1/ListRoomsRequest.ts';
export type { LogicClient as LogicClientType, LogicHandlers } from './generated/parley/v1/Logic.ts';
export type { MarkCall, MarkCall__Output } from './generated/parley/v1/MarkCall.ts';
export type { Member, Member__Output } from './generated/parley/v1/Member.ts';
export type { MemberPage, MemberPage__Output } from './generated/parley/v1/MemberPage.ts';
export type { Membership, Membership__Output } from './generated/parley/v1/Membership.ts';
export type {
  MembershipCall,
  MembershipCall__Output,
} from './generated/parley/v1/MembershipCall.ts';
export type {
  MembershipReply,
  MembershipReply__Output,
} from './generated/parley/v1/MembershipReply.ts';
export type {
  MembersRequest,
  MembersRequest__Output,
} from './generated/parley/v1/MembersRequest.ts';
export type { NewestReply, NewestReply__Output } from './generated/parley/v1/NewestReply.ts';
export type { OccupyCall, OccupyCall__Output } from './generated/parley/v1/OccupyCall.ts';
export type { OccupyReply, OccupyReply__Output } from './generated/parley/v1/OccupyReply.ts';
export type { OpenCall, OpenCall__Output } from './generated/parley/v1/OpenCall.ts';
export type {
  OpenDirectRequest,
  OpenDirectRequest__Output,
} from './generated/parley/v1/OpenDirectRequest.ts';
export type { OpenReply, OpenReply__Output } from './generated/parley/v1/OpenReply.ts';
export type {
  PositionsReply,
  PositionsReply__Output,
} from './generated/parley/v1/PositionsReply.ts';
export type { Presence, Presence__Output } from './generated/parley/v1/Presence.ts';
export type { PresenceCall, PresenceCall__Output } from './generated/parley/v1/PresenceCall.ts';
export type { PresenceReply, PresenceReply__Output } from './generated/parley/v1/PresenceReply.ts';
export type { PushReply, PushReply__Output } from './generated/parley/v1/PushReply.ts';
export type { PushRequest, PushRequest__Output } from './generated/parley/v1/PushRequest.ts';
export type {
  RefreshRequest,
  RefreshRequest__Output,
} from './generated/parley/v1/RefreshRequest.ts';
export type {
  RegisterRequest,
  RegisterRequest__Output,
} from './generated/parley/v1/RegisterRequest.ts';
export type {
  RemoveMemberRequest,
  RemoveMemberRequest__Output,
} from './generated/parley/v1/RemoveMemberRequest.ts';
export type { Reply, Reply__Output } from './generated/parley/v1/Reply.ts';
export type { SendCall, SendCall__Output } from './generated/parley/v1/SendCall.ts';
export type { SendReply, SendReply__Output } from './generated/parley/v1/SendReply.ts';
export type { Session, Session__Output } from './generated/parley/v1/Session.ts';
export type { SessionList, SessionList__Output } from './generated/parley/v1/SessionList.ts';
export type { SessionRef, SessionRef__Output } from './generated/parley/v1/SessionRef.ts';
export type {
  SetPresenceModeRequest,
  SetPresenceModeRequest__Output,
} from './generated/parley/v1/SetPresenceModeRequest.ts';
export type { SignedIn, SignedIn__Output } from './generated/parley/v1/SignedIn.ts';
export type { SignInRequest, SignInRequest__Output } from './generated/parley/v1/SignInRequest.ts';
export type { SignOutReply, SignOutReply__Output } from './generated/parley/v1/SignOutReply.ts';
export type {
  SignOutRequest,
  SignOutRequest__Output,
} from './generated/parley/v1/SignOutRequest.ts';
export type { Subscription, Subscription__Output } from './generated/parley/v1/Subscription.ts';
export type { TouchCall, TouchCall__Output } from './generated/parley/v1/TouchCall.ts';
export type { TouchReply, TouchReply__Output } from './generated/parley/v1/TouchReply.ts';
export type { User, User__Output } from './generated/parley/v1/User.ts';
export type { UserList, UserList__Output } from './generated/parley/v1/UserList.ts';
export type { UserPage, UserPage__Output } from './generated/parley/v1/UserPage.ts';
export {
  ConnectClient,
  decodeDispatchBatch,
  encodeDispatchBatch,
  LogicClient,
  packageDefinition,
} from './load.ts';
export { type Whole, wholeOf } from './whole.ts';
