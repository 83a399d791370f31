import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AnnounceRosterRequest as _parley_v1_AnnounceRosterRequest, AnnounceRosterRequest__Output as _parley_v1_AnnounceRosterRequest__Output } from './parley/v1/AnnounceRosterRequest.ts';
import type { Audience as _parley_v1_Audience, Audience__Output as _parley_v1_Audience__Output } from './parley/v1/Audience.ts';
import type { Binding as _parley_v1_Binding, Binding__Output as _parley_v1_Binding__Output } from './parley/v1/Binding.ts';
import type { Call as _parley_v1_Call, Call__Output as _parley_v1_Call__Output } from './parley/v1/Call.ts';
import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from './parley/v1/Caller.ts';
import type { CallerRequest as _parley_v1_CallerRequest, CallerRequest__Output as _parley_v1_CallerRequest__Output } from './parley/v1/CallerRequest.ts';
import type { CloseCall as _parley_v1_CloseCall, CloseCall__Output as _parley_v1_CloseCall__Output } from './parley/v1/CloseCall.ts';
import type { Conversation as _parley_v1_Conversation, Conversation__Output as _parley_v1_Conversation__Output } from './parley/v1/Conversation.ts';
import type { ConversationPage as _parley_v1_ConversationPage, ConversationPage__Output as _parley_v1_ConversationPage__Output } from './parley/v1/ConversationPage.ts';
import type { ConversationPositions as _parley_v1_ConversationPositions, ConversationPositions__Output as _parley_v1_ConversationPositions__Output } from './parley/v1/ConversationPositions.ts';
import type { ConversationRequest as _parley_v1_ConversationRequest, ConversationRequest__Output as _parley_v1_ConversationRequest__Output } from './parley/v1/ConversationRequest.ts';
import type { CreateConversationRequest as _parley_v1_CreateConversationRequest, CreateConversationRequest__Output as _parley_v1_CreateConversationRequest__Output } from './parley/v1/CreateConversationRequest.ts';
import type { DeadLetter as _parley_v1_DeadLetter, DeadLetter__Output as _parley_v1_DeadLetter__Output } from './parley/v1/DeadLetter.ts';
import type { DeadLetterDispatch as _parley_v1_DeadLetterDispatch, DeadLetterDispatch__Output as _parley_v1_DeadLetterDispatch__Output } from './parley/v1/DeadLetterDispatch.ts';
import type { DeadLetterPage as _parley_v1_DeadLetterPage, DeadLetterPage__Output as _parley_v1_DeadLetterPage__Output } from './parley/v1/DeadLetterPage.ts';
import type { DeadLettersReply as _parley_v1_DeadLettersReply, DeadLettersReply__Output as _parley_v1_DeadLettersReply__Output } from './parley/v1/DeadLettersReply.ts';
import type { DeadLettersRequest as _parley_v1_DeadLettersRequest, DeadLettersRequest__Output as _parley_v1_DeadLettersRequest__Output } from './parley/v1/DeadLettersRequest.ts';
import type { Dispatch as _parley_v1_Dispatch, Dispatch__Output as _parley_v1_Dispatch__Output } from './parley/v1/Dispatch.ts';
import type { DispatchBatch as _parley_v1_DispatchBatch, DispatchBatch__Output as _parley_v1_DispatchBatch__Output } from './parley/v1/DispatchBatch.ts';
import type { Done as _parley_v1_Done, Done__Output as _parley_v1_Done__Output } from './parley/v1/Done.ts';
import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from './parley/v1/Error.ts';
import type { ExchangeReply as _parley_v1_ExchangeReply, ExchangeReply__Output as _parley_v1_ExchangeReply__Output } from './parley/v1/ExchangeReply.ts';
import type { ExchangeRequest as _parley_v1_ExchangeRequest, ExchangeRequest__Output as _parley_v1_ExchangeRequest__Output } from './parley/v1/ExchangeRequest.ts';
import type { FindUsersRequest as _parley_v1_FindUsersRequest, FindUsersRequest__Output as _parley_v1_FindUsersRequest__Output } from './parley/v1/FindUsersRequest.ts';
import type { GetUsersRequest as _parley_v1_GetUsersRequest, GetUsersRequest__Output as _parley_v1_GetUsersRequest__Output } from './parley/v1/GetUsersRequest.ts';
import type { GuestMessage as _parley_v1_GuestMessage, GuestMessage__Output as _parley_v1_GuestMessage__Output } from './parley/v1/GuestMessage.ts';
import type { GuestPullCall as _parley_v1_GuestPullCall, GuestPullCall__Output as _parley_v1_GuestPullCall__Output } from './parley/v1/GuestPullCall.ts';
import type { GuestPullReply as _parley_v1_GuestPullReply, GuestPullReply__Output as _parley_v1_GuestPullReply__Output } from './parley/v1/GuestPullReply.ts';
import type { GuestSendCall as _parley_v1_GuestSendCall, GuestSendCall__Output as _parley_v1_GuestSendCall__Output } from './parley/v1/GuestSendCall.ts';
import type { Head as _parley_v1_Head, Head__Output as _parley_v1_Head__Output } from './parley/v1/Head.ts';
import type { HeadsCall as _parley_v1_HeadsCall, HeadsCall__Output as _parley_v1_HeadsCall__Output } from './parley/v1/HeadsCall.ts';
import type { HeadsReply as _parley_v1_HeadsReply, HeadsReply__Output as _parley_v1_HeadsReply__Output } from './parley/v1/HeadsReply.ts';
import type { HistoryCall as _parley_v1_HistoryCall, HistoryCall__Output as _parley_v1_HistoryCall__Output } from './parley/v1/HistoryCall.ts';
import type { HistoryReply as _parley_v1_HistoryReply, HistoryReply__Output as _parley_v1_HistoryReply__Output } from './parley/v1/HistoryReply.ts';
import type { KnownHead as _parley_v1_KnownHead, KnownHead__Output as _parley_v1_KnownHead__Output } from './parley/v1/KnownHead.ts';
import type { ListConversationsRequest as _parley_v1_ListConversationsRequest, ListConversationsRequest__Output as _parley_v1_ListConversationsRequest__Output } from './parley/v1/ListConversationsRequest.ts';
import type { ListDeadLettersRequest as _parley_v1_ListDeadLettersRequest, ListDeadLettersRequest__Output as _parley_v1_ListDeadLettersRequest__Output } from './parley/v1/ListDeadLettersRequest.ts';
import type { ListMembersRequest as _parley_v1_ListMembersRequest, ListMembersRequest__Output as _parley_v1_ListMembersRequest__Output } from './parley/v1/ListMembersRequest.ts';
import type { ListRoomsRequest as _parley_v1_ListRoomsRequest, ListRoomsRequest__Output as _parley_v1_ListRoomsRequest__Output } from './parley/v1/ListRoomsRequest.ts';
import type { LogicClient as _parley_v1_LogicClient, LogicDefinition as _parley_v1_LogicDefinition } from './parley/v1/Logic.ts';
import type { MarkCall as _parley_v1_MarkCall, MarkCall__Output as _parley_v1_MarkCall__Output } from './parley/v1/MarkCall.ts';
import type { Member as _parley_v1_Member, Member__Output as _parley_v1_Member__Output } from './parley/v1/Member.ts';
import type { MemberPage as _parley_v1_MemberPage, MemberPage__Output as _parley_v1_MemberPage__Output } from './parley/v1/MemberPage.ts';
import type { MemberPosition as _parley_v1_MemberPosition, MemberPosition__Output as _parley_v1_MemberPosition__Output } from './parley/v1/MemberPosition.ts';
import type { MembersRequest as _parley_v1_MembersRequest, MembersRequest__Output as _parley_v1_MembersRequest__Output } from './parley/v1/MembersRequest.ts';
import type { Membership as _parley_v1_Membership, Membership__Output as _parley_v1_Membership__Output } from './parley/v1/Membership.ts';
import type { MembershipCall as _parley_v1_MembershipCall, MembershipCall__Output as _parley_v1_MembershipCall__Output } from './parley/v1/MembershipCall.ts';
import type { MembershipReply as _parley_v1_MembershipReply, MembershipReply__Output as _parley_v1_MembershipReply__Output } from './parley/v1/MembershipReply.ts';
import type { NewestCall as _parley_v1_NewestCall, NewestCall__Output as _parley_v1_NewestCall__Output } from './parley/v1/NewestCall.ts';
import type { NewestReply as _parley_v1_NewestReply, NewestReply__Output as _parley_v1_NewestReply__Output } from './parley/v1/NewestReply.ts';
import type { OccupyCall as _parley_v1_OccupyCall, OccupyCall__Output as _parley_v1_OccupyCall__Output } from './parley/v1/OccupyCall.ts';
import type { OccupyReply as _parley_v1_OccupyReply, OccupyReply__Output as _parley_v1_OccupyReply__Output } from './parley/v1/OccupyReply.ts';
import type { OpenCall as _parley_v1_OpenCall, OpenCall__Output as _parley_v1_OpenCall__Output } from './parley/v1/OpenCall.ts';
import type { OpenDirectRequest as _parley_v1_OpenDirectRequest, OpenDirectRequest__Output as _parley_v1_OpenDirectRequest__Output } from './parley/v1/OpenDirectRequest.ts';
import type { OpenReply as _parley_v1_OpenReply, OpenReply__Output as _parley_v1_OpenReply__Output } from './parley/v1/OpenReply.ts';
import type { PositionsCall as _parley_v1_PositionsCall, PositionsCall__Output as _parley_v1_PositionsCall__Output } from './parley/v1/PositionsCall.ts';
import type { PositionsReply as _parley_v1_PositionsReply, PositionsReply__Output as _parley_v1_PositionsReply__Output } from './parley/v1/PositionsReply.ts';
import type { Presence as _parley_v1_Presence, Presence__Output as _parley_v1_Presence__Output } from './parley/v1/Presence.ts';
import type { PresenceCall as _parley_v1_PresenceCall, PresenceCall__Output as _parley_v1_PresenceCall__Output } from './parley/v1/PresenceCall.ts';
import type { PresenceReply as _parley_v1_PresenceReply, PresenceReply__Output as _parley_v1_PresenceReply__Output } from './parley/v1/PresenceReply.ts';
import type { RefreshRequest as _parley_v1_RefreshRequest, RefreshRequest__Output as _parley_v1_RefreshRequest__Output } from './parley/v1/RefreshRequest.ts';
import type { RegisterRequest as _parley_v1_RegisterRequest, RegisterRequest__Output as _parley_v1_RegisterRequest__Output } from './parley/v1/RegisterRequest.ts';
import type { RemoveMemberRequest as _parley_v1_RemoveMemberRequest, RemoveMemberRequest__Output as _parley_v1_RemoveMemberRequest__Output } from './parley/v1/RemoveMemberRequest.ts';
import type { Reply as _parley_v1_Reply, Reply__Output as _parley_v1_Reply__Output } from './parley/v1/Reply.ts';
import type { SendCall as _parley_v1_SendCall, SendCall__Output as _parley_v1_SendCall__Output } from './parley/v1/SendCall.ts';
import type { SendReply as _parley_v1_SendReply, SendReply__Output as _parley_v1_SendReply__Output } from './parley/v1/SendReply.ts';
import type { Session as _parley_v1_Session, Session__Output as _parley_v1_Session__Output } from './parley/v1/Session.ts';
import type { SessionList as _parley_v1_SessionList, SessionList__Output as _parley_v1_SessionList__Output } from './parley/v1/SessionList.ts';
import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from './parley/v1/SessionRef.ts';
import type { SetPresenceModeRequest as _parley_v1_SetPresenceModeRequest, SetPresenceModeRequest__Output as _parley_v1_SetPresenceModeRequest__Output } from './parley/v1/SetPresenceModeRequest.ts';
import type { SignInRequest as _parley_v1_SignInRequest, SignInRequest__Output as _parley_v1_SignInRequest__Output } from './parley/v1/SignInRequest.ts';
import type { SignOutReply as _parley_v1_SignOutReply, SignOutReply__Output as _parley_v1_SignOutReply__Output } from './parley/v1/SignOutReply.ts';
import type { SignOutRequest as _parley_v1_SignOutRequest, SignOutRequest__Output as _parley_v1_SignOutRequest__Output } from './parley/v1/SignOutRequest.ts';
import type { SignedIn as _parley_v1_SignedIn, SignedIn__Output as _parley_v1_SignedIn__Output } from './parley/v1/SignedIn.ts';
import type { Subscription as _parley_v1_Subscription, Subscription__Output as _parley_v1_Subscription__Output } from './parley/v1/Subscription.ts';
import type { TouchCall as _parley_v1_TouchCall, TouchCall__Output as _parley_v1_TouchCall__Output } from './parley/v1/TouchCall.ts';
import type { TouchReply as _parley_v1_TouchReply, TouchReply__Output as _parley_v1_TouchReply__Output } from './parley/v1/TouchReply.ts';
import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from './parley/v1/User.ts';
import type { UserList as _parley_v1_UserList, UserList__Output as _parley_v1_UserList__Output } from './parley/v1/UserList.ts';
import type { UserPage as _parley_v1_UserPage, UserPage__Output as _parley_v1_UserPage__Output } from './parley/v1/UserPage.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  parley: {
    v1: {
      AnnounceRosterRequest: MessageTypeDefinition<_parley_v1_AnnounceRosterRequest, _parley_v1_AnnounceRosterRequest__Output>
      Audience: MessageTypeDefinition<_parley_v1_Audience, _parley_v1_Audience__Output>
      Binding: MessageTypeDefinition<_parley_v1_Binding, _parley_v1_Binding__Output>
      Call: MessageTypeDefinition<_parley_v1_Call, _parley_v1_Call__Output>
      Caller: MessageTypeDefinition<_parley_v1_Caller, _parley_v1_Caller__Output>
      CallerRequest: MessageTypeDefinition<_parley_v1_CallerRequest, _parley_v1_CallerRequest__Output>
      CloseCall: MessageTypeDefinition<_parley_v1_CloseCall, _parley_v1_CloseCall__Output>
      Conversation: MessageTypeDefinition<_parley_v1_Conversation, _parley_v1_Conversation__Output>
      ConversationPage: MessageTypeDefinition<_parley_v1_ConversationPage, _parley_v1_ConversationPage__Output>
      ConversationPositions: MessageTypeDefinition<_parley_v1_ConversationPositions, _parley_v1_ConversationPositions__Output>
      ConversationRequest: MessageTypeDefinition<_parley_v1_ConversationRequest, _parley_v1_ConversationRequest__Output>
      CreateConversationRequest: MessageTypeDefinition<_parley_v1_CreateConversationRequest, _parley_v1_CreateConversationRequest__Output>
      DeadLetter: MessageTypeDefinition<_parley_v1_DeadLetter, _parley_v1_DeadLetter__Output>
      DeadLetterDispatch: MessageTypeDefinition<_parley_v1_DeadLetterDispatch, _parley_v1_DeadLetterDispatch__Output>
      DeadLetterPage: MessageTypeDefinition<_parley_v1_DeadLetterPage, _parley_v1_DeadLetterPage__Output>
      DeadLettersReply: MessageTypeDefinition<_parley_v1_DeadLettersReply, _parley_v1_DeadLettersReply__Output>
      DeadLettersRequest: MessageTypeDefinition<_parley_v1_DeadLettersRequest, _parley_v1_DeadLettersRequest__Output>
      Dispatch: MessageTypeDefinition<_parley_v1_Dispatch, _parley_v1_Dispatch__Output>
      DispatchBatch: MessageTypeDefinition<_parley_v1_DispatchBatch, _parley_v1_DispatchBatch__Output>
      Done: MessageTypeDefinition<_parley_v1_Done, _parley_v1_Done__Output>
      Error: MessageTypeDefinition<_parley_v1_Error, _parley_v1_Error__Output>
      ExchangeReply: MessageTypeDefinition<_parley_v1_ExchangeReply, _parley_v1_ExchangeReply__Output>
      ExchangeRequest: MessageTypeDefinition<_parley_v1_ExchangeRequest, _parley_v1_ExchangeRequest__Output>
      FindUsersRequest: MessageTypeDefinition<_parley_v1_FindUsersRequest, _parley_v1_FindUsersRequest__Output>
      GetUsersRequest: MessageTypeDefinition<_parley_v1_GetUsersRequest, _parley_v1_GetUsersRequest__Output>
      GuestMessage: MessageTypeDefinition<_parley_v1_GuestMessage, _parley_v1_GuestMessage__Output>
      GuestPullCall: MessageTypeDefinition<_parley_v1_GuestPullCall, _parley_v1_GuestPullCall__Output>
      GuestPullReply: MessageTypeDefinition<_parley_v1_GuestPullReply, _parley_v1_GuestPullReply__Output>
      GuestSendCall: MessageTypeDefinition<_parley_v1_GuestSendCall, _parley_v1_GuestSendCall__Output>
      Head: MessageTypeDefinition<_parley_v1_Head, _parley_v1_Head__Output>
      HeadsCall: MessageTypeDefinition<_parley_v1_HeadsCall, _parley_v1_HeadsCall__Output>
      HeadsReply: MessageTypeDefinition<_parley_v1_HeadsReply, _parley_v1_HeadsReply__Output>
      HistoryCall: MessageTypeDefinition<_parley_v1_HistoryCall, _parley_v1_HistoryCall__Output>
      HistoryReply: MessageTypeDefinition<_parley_v1_HistoryReply, _parley_v1_HistoryReply__Output>
      KnownHead: MessageTypeDefinition<_parley_v1_KnownHead, _parley_v1_KnownHead__Output>
      ListConversationsRequest: MessageTypeDefinition<_parley_v1_ListConversationsRequest, _parley_v1_ListConversationsRequest__Output>
      ListDeadLettersRequest: MessageTypeDefinition<_parley_v1_ListDeadLettersRequest, _parley_v1_ListDeadLettersRequest__Output>
      ListMembersRequest: MessageTypeDefinition<_parley_v1_ListMembersRequest, _parley_v1_ListMembersRequest__Output>
      ListRoomsRequest: MessageTypeDefinition<_parley_v1_ListRoomsRequest, _parley_v1_ListRoomsRequest__Output>
      Logic: SubtypeConstructor<typeof grpc.Client, _parley_v1_LogicClient> & { service: _parley_v1_LogicDefinition }
      MarkCall: MessageTypeDefinition<_parley_v1_MarkCall, _parley_v1_MarkCall__Output>
      Member: MessageTypeDefinition<_parley_v1_Member, _parley_v1_Member__Output>
      MemberPage: MessageTypeDefinition<_parley_v1_MemberPage, _parley_v1_MemberPage__Output>
      MemberPosition: MessageTypeDefinition<_parley_v1_MemberPosition, _parley_v1_MemberPosition__Output>
      MembersRequest: MessageTypeDefinition<_parley_v1_MembersRequest, _parley_v1_MembersRequest__Output>
      Membership: MessageTypeDefinition<_parley_v1_Membership, _parley_v1_Membership__Output>
      MembershipCall: MessageTypeDefinition<_parley_v1_MembershipCall, _parley_v1_MembershipCall__Output>
      MembershipReply: MessageTypeDefinition<_parley_v1_MembershipReply, _parley_v1_MembershipReply__Output>
      NewestCall: MessageTypeDefinition<_parley_v1_NewestCall, _parley_v1_NewestCall__Output>
      NewestReply: MessageTypeDefinition<_parley_v1_NewestReply, _parley_v1_NewestReply__Output>
      OccupyCall: MessageTypeDefinition<_parley_v1_OccupyCall, _parley_v1_OccupyCall__Output>
      OccupyReply: MessageTypeDefinition<_parley_v1_OccupyReply, _parley_v1_OccupyReply__Output>
      OpenCall: MessageTypeDefinition<_parley_v1_OpenCall, _parley_v1_OpenCall__Output>
      OpenDirectRequest: MessageTypeDefinition<_parley_v1_OpenDirectRequest, _parley_v1_OpenDirectRequest__Output>
      OpenReply: MessageTypeDefinition<_parley_v1_OpenReply, _parley_v1_OpenReply__Output>
      PositionsCall: MessageTypeDefinition<_parley_v1_PositionsCall, _parley_v1_PositionsCall__Output>
      PositionsReply: MessageTypeDefinition<_parley_v1_PositionsReply, _parley_v1_PositionsReply__Output>
      Presence: MessageTypeDefinition<_parley_v1_Presence, _parley_v1_Presence__Output>
      PresenceCall: MessageTypeDefinition<_parley_v1_PresenceCall, _parley_v1_PresenceCall__Output>
      PresenceReply: MessageTypeDefinition<_parley_v1_PresenceReply, _parley_v1_PresenceReply__Output>
      RefreshRequest: MessageTypeDefinition<_parley_v1_RefreshRequest, _parley_v1_RefreshRequest__Output>
      RegisterRequest: MessageTypeDefinition<_parley_v1_RegisterRequest, _parley_v1_RegisterRequest__Output>
      RemoveMemberRequest: MessageTypeDefinition<_parley_v1_RemoveMemberRequest, _parley_v1_RemoveMemberRequest__Output>
      Reply: MessageTypeDefinition<_parley_v1_Reply, _parley_v1_Reply__Output>
      SendCall: MessageTypeDefinition<_parley_v1_SendCall, _parley_v1_SendCall__Output>
      SendReply: MessageTypeDefinition<_parley_v1_SendReply, _parley_v1_SendReply__Output>
      Session: MessageTypeDefinition<_parley_v1_Session, _parley_v1_Session__Output>
      SessionList: MessageTypeDefinition<_parley_v1_SessionList, _parley_v1_SessionList__Output>
      SessionRef: MessageTypeDefinition<_parley_v1_SessionRef, _parley_v1_SessionRef__Output>
      SetPresenceModeRequest: MessageTypeDefinition<_parley_v1_SetPresenceModeRequest, _parley_v1_SetPresenceModeRequest__Output>
      SignInRequest: MessageTypeDefinition<_parley_v1_SignInRequest, _parley_v1_SignInRequest__Output>
      SignOutReply: MessageTypeDefinition<_parley_v1_SignOutReply, _parley_v1_SignOutReply__Output>
      SignOutRequest: MessageTypeDefinition<_parley_v1_SignOutRequest, _parley_v1_SignOutRequest__Output>
      SignedIn: MessageTypeDefinition<_parley_v1_SignedIn, _parley_v1_SignedIn__Output>
      Subscription: MessageTypeDefinition<_parley_v1_Subscription, _parley_v1_Subscription__Output>
      TouchCall: MessageTypeDefinition<_parley_v1_TouchCall, _parley_v1_TouchCall__Output>
      TouchReply: MessageTypeDefinition<_parley_v1_TouchReply, _parley_v1_TouchReply__Output>
      User: MessageTypeDefinition<_parley_v1_User, _parley_v1_User__Output>
      UserList: MessageTypeDefinition<_parley_v1_UserList, _parley_v1_UserList__Output>
      UserPage: MessageTypeDefinition<_parley_v1_UserPage, _parley_v1_UserPage__Output>
    }
  }
}

