// Original file: proto/parley/v1/logic.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AnnounceRosterRequest as _parley_v1_AnnounceRosterRequest, AnnounceRosterRequest__Output as _parley_v1_AnnounceRosterRequest__Output } from '../../parley/v1/AnnounceRosterRequest.ts';
import type { CallerRequest as _parley_v1_CallerRequest, CallerRequest__Output as _parley_v1_CallerRequest__Output } from '../../parley/v1/CallerRequest.ts';
import type { Conversation as _parley_v1_Conversation, Conversation__Output as _parley_v1_Conversation__Output } from '../../parley/v1/Conversation.ts';
import type { ConversationPage as _parley_v1_ConversationPage, ConversationPage__Output as _parley_v1_ConversationPage__Output } from '../../parley/v1/ConversationPage.ts';
import type { ConversationRequest as _parley_v1_ConversationRequest, ConversationRequest__Output as _parley_v1_ConversationRequest__Output } from '../../parley/v1/ConversationRequest.ts';
import type { CreateConversationRequest as _parley_v1_CreateConversationRequest, CreateConversationRequest__Output as _parley_v1_CreateConversationRequest__Output } from '../../parley/v1/CreateConversationRequest.ts';
import type { DeadLetterPage as _parley_v1_DeadLetterPage, DeadLetterPage__Output as _parley_v1_DeadLetterPage__Output } from '../../parley/v1/DeadLetterPage.ts';
import type { DeadLettersReply as _parley_v1_DeadLettersReply, DeadLettersReply__Output as _parley_v1_DeadLettersReply__Output } from '../../parley/v1/DeadLettersReply.ts';
import type { DeadLettersRequest as _parley_v1_DeadLettersRequest, DeadLettersRequest__Output as _parley_v1_DeadLettersRequest__Output } from '../../parley/v1/DeadLettersRequest.ts';
import type { Done as _parley_v1_Done, Done__Output as _parley_v1_Done__Output } from '../../parley/v1/Done.ts';
import type { ExchangeReply as _parley_v1_ExchangeReply, ExchangeReply__Output as _parley_v1_ExchangeReply__Output } from '../../parley/v1/ExchangeReply.ts';
import type { ExchangeRequest as _parley_v1_ExchangeRequest, ExchangeRequest__Output as _parley_v1_ExchangeRequest__Output } from '../../parley/v1/ExchangeRequest.ts';
import type { FindUsersRequest as _parley_v1_FindUsersRequest, FindUsersRequest__Output as _parley_v1_FindUsersRequest__Output } from '../../parley/v1/FindUsersRequest.ts';
import type { GetUsersRequest as _parley_v1_GetUsersRequest, GetUsersRequest__Output as _parley_v1_GetUsersRequest__Output } from '../../parley/v1/GetUsersRequest.ts';
import type { ListConversationsRequest as _parley_v1_ListConversationsRequest, ListConversationsRequest__Output as _parley_v1_ListConversationsRequest__Output } from '../../parley/v1/ListConversationsRequest.ts';
import type { ListDeadLettersRequest as _parley_v1_ListDeadLettersRequest, ListDeadLettersRequest__Output as _parley_v1_ListDeadLettersRequest__Output } from '../../parley/v1/ListDeadLettersRequest.ts';
import type { ListMembersRequest as _parley_v1_ListMembersRequest, ListMembersRequest__Output as _parley_v1_ListMembersRequest__Output } from '../../parley/v1/ListMembersRequest.ts';
import type { ListRoomsRequest as _parley_v1_ListRoomsRequest, ListRoomsRequest__Output as _parley_v1_ListRoomsRequest__Output } from '../../parley/v1/ListRoomsRequest.ts';
import type { MemberPage as _parley_v1_MemberPage, MemberPage__Output as _parley_v1_MemberPage__Output } from '../../parley/v1/MemberPage.ts';
import type { MembersRequest as _parley_v1_MembersRequest, MembersRequest__Output as _parley_v1_MembersRequest__Output } from '../../parley/v1/MembersRequest.ts';
import type { OpenDirectRequest as _parley_v1_OpenDirectRequest, OpenDirectRequest__Output as _parley_v1_OpenDirectRequest__Output } from '../../parley/v1/OpenDirectRequest.ts';
import type { RefreshRequest as _parley_v1_RefreshRequest, RefreshRequest__Output as _parley_v1_RefreshRequest__Output } from '../../parley/v1/RefreshRequest.ts';
import type { RegisterRequest as _parley_v1_RegisterRequest, RegisterRequest__Output as _parley_v1_RegisterRequest__Output } from '../../parley/v1/RegisterRequest.ts';
import type { RemoveMemberRequest as _parley_v1_RemoveMemberRequest, RemoveMemberRequest__Output as _parley_v1_RemoveMemberRequest__Output } from '../../parley/v1/RemoveMemberRequest.ts';
import type { SessionList as _parley_v1_SessionList, SessionList__Output as _parley_v1_SessionList__Output } from '../../parley/v1/SessionList.ts';
import type { SetPresenceModeRequest as _parley_v1_SetPresenceModeRequest, SetPresenceModeRequest__Output as _parley_v1_SetPresenceModeRequest__Output } from '../../parley/v1/SetPresenceModeRequest.ts';
import type { SignInRequest as _parley_v1_SignInRequest, SignInRequest__Output as _parley_v1_SignInRequest__Output } from '../../parley/v1/SignInRequest.ts';
import type { SignOutReply as _parley_v1_SignOutReply, SignOutReply__Output as _parley_v1_SignOutReply__Output } from '../../parley/v1/SignOutReply.ts';
import type { SignOutRequest as _parley_v1_SignOutRequest, SignOutRequest__Output as _parley_v1_SignOutRequest__Output } from '../../parley/v1/SignOutRequest.ts';
import type { SignedIn as _parley_v1_SignedIn, SignedIn__Output as _parley_v1_SignedIn__Output } from '../../parley/v1/SignedIn.ts';
import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from '../../parley/v1/User.ts';
import type { UserPage as _parley_v1_UserPage, UserPage__Output as _parley_v1_UserPage__Output } from '../../parley/v1/UserPage.ts';

export interface LogicClient extends grpc.Client {
  AddMembers(argument: _parley_v1_MembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AddMembers(argument: _parley_v1_MembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AddMembers(argument: _parley_v1_MembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AddMembers(argument: _parley_v1_MembersRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  addMembers(argument: _parley_v1_MembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  addMembers(argument: _parley_v1_MembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  addMembers(argument: _parley_v1_MembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  addMembers(argument: _parley_v1_MembersRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  
  AnnounceRoster(argument: _parley_v1_AnnounceRosterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AnnounceRoster(argument: _parley_v1_AnnounceRosterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AnnounceRoster(argument: _parley_v1_AnnounceRosterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  AnnounceRoster(argument: _parley_v1_AnnounceRosterRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  announceRoster(argument: _parley_v1_AnnounceRosterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  announceRoster(argument: _parley_v1_AnnounceRosterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  announceRoster(argument: _parley_v1_AnnounceRosterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  announceRoster(argument: _parley_v1_AnnounceRosterRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  
  CreateConversation(argument: _parley_v1_CreateConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  CreateConversation(argument: _parley_v1_CreateConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  CreateConversation(argument: _parley_v1_CreateConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  CreateConversation(argument: _parley_v1_CreateConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  createConversation(argument: _parley_v1_CreateConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  createConversation(argument: _parley_v1_CreateConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  createConversation(argument: _parley_v1_CreateConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  createConversation(argument: _parley_v1_CreateConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  
  Exchange(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_ExchangeRequest, _parley_v1_ExchangeReply__Output>;
  Exchange(options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_ExchangeRequest, _parley_v1_ExchangeReply__Output>;
  exchange(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_ExchangeRequest, _parley_v1_ExchangeReply__Output>;
  exchange(options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_ExchangeRequest, _parley_v1_ExchangeReply__Output>;
  
  FindUsers(argument: _parley_v1_FindUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  FindUsers(argument: _parley_v1_FindUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  FindUsers(argument: _parley_v1_FindUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  FindUsers(argument: _parley_v1_FindUsersRequest, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  findUsers(argument: _parley_v1_FindUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  findUsers(argument: _parley_v1_FindUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  findUsers(argument: _parley_v1_FindUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  findUsers(argument: _parley_v1_FindUsersRequest, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  
  GetConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  GetConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  GetConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  GetConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  getConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  getConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  getConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  getConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  
  GetMe(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  GetMe(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  GetMe(argument: _parley_v1_CallerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  GetMe(argument: _parley_v1_CallerRequest, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  getMe(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  getMe(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  getMe(argument: _parley_v1_CallerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  getMe(argument: _parley_v1_CallerRequest, callback: grpc.requestCallback<_parley_v1_User__Output>): grpc.ClientUnaryCall;
  
  GetUsers(argument: _parley_v1_GetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _parley_v1_GetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _parley_v1_GetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _parley_v1_GetUsersRequest, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _parley_v1_GetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _parley_v1_GetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _parley_v1_GetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _parley_v1_GetUsersRequest, callback: grpc.requestCallback<_parley_v1_UserPage__Output>): grpc.ClientUnaryCall;
  
  JoinConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  JoinConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  JoinConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  JoinConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  joinConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  joinConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  joinConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  joinConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  
  LeaveConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  LeaveConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  LeaveConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  LeaveConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  leaveConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  leaveConversation(argument: _parley_v1_ConversationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  leaveConversation(argument: _parley_v1_ConversationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  leaveConversation(argument: _parley_v1_ConversationRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  
  ListConversations(argument: _parley_v1_ListConversationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListConversations(argument: _parley_v1_ListConversationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListConversations(argument: _parley_v1_ListConversationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListConversations(argument: _parley_v1_ListConversationsRequest, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listConversations(argument: _parley_v1_ListConversationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listConversations(argument: _parley_v1_ListConversationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listConversations(argument: _parley_v1_ListConversationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listConversations(argument: _parley_v1_ListConversationsRequest, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  
  ListDeadLetters(argument: _parley_v1_ListDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _parley_v1_ListDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _parley_v1_ListDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _parley_v1_ListDeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _parley_v1_ListDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _parley_v1_ListDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _parley_v1_ListDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _parley_v1_ListDeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLetterPage__Output>): grpc.ClientUnaryCall;
  
  ListMembers(argument: _parley_v1_ListMembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  ListMembers(argument: _parley_v1_ListMembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  ListMembers(argument: _parley_v1_ListMembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  ListMembers(argument: _parley_v1_ListMembersRequest, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  listMembers(argument: _parley_v1_ListMembersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  listMembers(argument: _parley_v1_ListMembersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  listMembers(argument: _parley_v1_ListMembersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  listMembers(argument: _parley_v1_ListMembersRequest, callback: grpc.requestCallback<_parley_v1_MemberPage__Output>): grpc.ClientUnaryCall;
  
  ListRooms(argument: _parley_v1_ListRoomsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListRooms(argument: _parley_v1_ListRoomsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListRooms(argument: _parley_v1_ListRoomsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  ListRooms(argument: _parley_v1_ListRoomsRequest, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listRooms(argument: _parley_v1_ListRoomsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listRooms(argument: _parley_v1_ListRoomsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listRooms(argument: _parley_v1_ListRoomsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  listRooms(argument: _parley_v1_ListRoomsRequest, callback: grpc.requestCallback<_parley_v1_ConversationPage__Output>): grpc.ClientUnaryCall;
  
  ListSessions(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _parley_v1_CallerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _parley_v1_CallerRequest, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _parley_v1_CallerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _parley_v1_CallerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _parley_v1_CallerRequest, callback: grpc.requestCallback<_parley_v1_SessionList__Output>): grpc.ClientUnaryCall;
  
  OpenDirect(argument: _parley_v1_OpenDirectRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  OpenDirect(argument: _parley_v1_OpenDirectRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  OpenDirect(argument: _parley_v1_OpenDirectRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  OpenDirect(argument: _parley_v1_OpenDirectRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  openDirect(argument: _parley_v1_OpenDirectRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  openDirect(argument: _parley_v1_OpenDirectRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  openDirect(argument: _parley_v1_OpenDirectRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  openDirect(argument: _parley_v1_OpenDirectRequest, callback: grpc.requestCallback<_parley_v1_Conversation__Output>): grpc.ClientUnaryCall;
  
  PurgeDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  PurgeDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  PurgeDeadLetters(argument: _parley_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  PurgeDeadLetters(argument: _parley_v1_DeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  purgeDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  purgeDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  purgeDeadLetters(argument: _parley_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  purgeDeadLetters(argument: _parley_v1_DeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  
  Refresh(argument: _parley_v1_RefreshRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Refresh(argument: _parley_v1_RefreshRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Refresh(argument: _parley_v1_RefreshRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Refresh(argument: _parley_v1_RefreshRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  refresh(argument: _parley_v1_RefreshRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  refresh(argument: _parley_v1_RefreshRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  refresh(argument: _parley_v1_RefreshRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  refresh(argument: _parley_v1_RefreshRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  
  Register(argument: _parley_v1_RegisterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Register(argument: _parley_v1_RegisterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Register(argument: _parley_v1_RegisterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  Register(argument: _parley_v1_RegisterRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  register(argument: _parley_v1_RegisterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  register(argument: _parley_v1_RegisterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  register(argument: _parley_v1_RegisterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  register(argument: _parley_v1_RegisterRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  
  RemoveMember(argument: _parley_v1_RemoveMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _parley_v1_RemoveMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _parley_v1_RemoveMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  RemoveMember(argument: _parley_v1_RemoveMemberRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _parley_v1_RemoveMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _parley_v1_RemoveMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _parley_v1_RemoveMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  removeMember(argument: _parley_v1_RemoveMemberRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  
  ReplayDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _parley_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _parley_v1_DeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _parley_v1_DeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _parley_v1_DeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _parley_v1_DeadLettersRequest, callback: grpc.requestCallback<_parley_v1_DeadLettersReply__Output>): grpc.ClientUnaryCall;
  
  SetPresenceMode(argument: _parley_v1_SetPresenceModeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  SetPresenceMode(argument: _parley_v1_SetPresenceModeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  SetPresenceMode(argument: _parley_v1_SetPresenceModeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  SetPresenceMode(argument: _parley_v1_SetPresenceModeRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  setPresenceMode(argument: _parley_v1_SetPresenceModeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  setPresenceMode(argument: _parley_v1_SetPresenceModeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  setPresenceMode(argument: _parley_v1_SetPresenceModeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  setPresenceMode(argument: _parley_v1_SetPresenceModeRequest, callback: grpc.requestCallback<_parley_v1_Done__Output>): grpc.ClientUnaryCall;
  
  SignIn(argument: _parley_v1_SignInRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  SignIn(argument: _parley_v1_SignInRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  SignIn(argument: _parley_v1_SignInRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  SignIn(argument: _parley_v1_SignInRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  signIn(argument: _parley_v1_SignInRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  signIn(argument: _parley_v1_SignInRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  signIn(argument: _parley_v1_SignInRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  signIn(argument: _parley_v1_SignInRequest, callback: grpc.requestCallback<_parley_v1_SignedIn__Output>): grpc.ClientUnaryCall;
  
  SignOut(argument: _parley_v1_SignOutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  SignOut(argument: _parley_v1_SignOutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  SignOut(argument: _parley_v1_SignOutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  SignOut(argument: _parley_v1_SignOutRequest, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  signOut(argument: _parley_v1_SignOutRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  signOut(argument: _parley_v1_SignOutRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  signOut(argument: _parley_v1_SignOutRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  signOut(argument: _parley_v1_SignOutRequest, callback: grpc.requestCallback<_parley_v1_SignOutReply__Output>): grpc.ClientUnaryCall;
  
}

export interface LogicHandlers extends grpc.UntypedServiceImplementation {
  AddMembers: grpc.handleUnaryCall<_parley_v1_MembersRequest__Output, _parley_v1_Done>;
  
  AnnounceRoster: grpc.handleUnaryCall<_parley_v1_AnnounceRosterRequest__Output, _parley_v1_Done>;
  
  CreateConversation: grpc.handleUnaryCall<_parley_v1_CreateConversationRequest__Output, _parley_v1_Conversation>;
  
  Exchange: grpc.handleBidiStreamingCall<_parley_v1_ExchangeRequest__Output, _parley_v1_ExchangeReply>;
  
  FindUsers: grpc.handleUnaryCall<_parley_v1_FindUsersRequest__Output, _parley_v1_UserPage>;
  
  GetConversation: grpc.handleUnaryCall<_parley_v1_ConversationRequest__Output, _parley_v1_Conversation>;
  
  GetMe: grpc.handleUnaryCall<_parley_v1_CallerRequest__Output, _parley_v1_User>;
  
  GetUsers: grpc.handleUnaryCall<_parley_v1_GetUsersRequest__Output, _parley_v1_UserPage>;
  
  JoinConversation: grpc.handleUnaryCall<_parley_v1_ConversationRequest__Output, _parley_v1_Conversation>;
  
  LeaveConversation: grpc.handleUnaryCall<_parley_v1_ConversationRequest__Output, _parley_v1_Done>;
  
  ListConversations: grpc.handleUnaryCall<_parley_v1_ListConversationsRequest__Output, _parley_v1_ConversationPage>;
  
  ListDeadLetters: grpc.handleUnaryCall<_parley_v1_ListDeadLettersRequest__Output, _parley_v1_DeadLetterPage>;
  
  ListMembers: grpc.handleUnaryCall<_parley_v1_ListMembersRequest__Output, _parley_v1_MemberPage>;
  
  ListRooms: grpc.handleUnaryCall<_parley_v1_ListRoomsRequest__Output, _parley_v1_ConversationPage>;
  
  ListSessions: grpc.handleUnaryCall<_parley_v1_CallerRequest__Output, _parley_v1_SessionList>;
  
  OpenDirect: grpc.handleUnaryCall<_parley_v1_OpenDirectRequest__Output, _parley_v1_Conversation>;
  
  PurgeDeadLetters: grpc.handleUnaryCall<_parley_v1_DeadLettersRequest__Output, _parley_v1_DeadLettersReply>;
  
  Refresh: grpc.handleUnaryCall<_parley_v1_RefreshRequest__Output, _parley_v1_SignedIn>;
  
  Register: grpc.handleUnaryCall<_parley_v1_RegisterRequest__Output, _parley_v1_SignedIn>;
  
  RemoveMember: grpc.handleUnaryCall<_parley_v1_RemoveMemberRequest__Output, _parley_v1_Done>;
  
  ReplayDeadLetters: grpc.handleUnaryCall<_parley_v1_DeadLettersRequest__Output, _parley_v1_DeadLettersReply>;
  
  SetPresenceMode: grpc.handleUnaryCall<_parley_v1_SetPresenceModeRequest__Output, _parley_v1_Done>;
  
  SignIn: grpc.handleUnaryCall<_parley_v1_SignInRequest__Output, _parley_v1_SignedIn>;
  
  SignOut: grpc.handleUnaryCall<_parley_v1_SignOutRequest__Output, _parley_v1_SignOutReply>;
  
}

export interface LogicDefinition extends grpc.ServiceDefinition {
  AddMembers: MethodDefinition<_parley_v1_MembersRequest, _parley_v1_Done, _parley_v1_MembersRequest__Output, _parley_v1_Done__Output>
  AnnounceRoster: MethodDefinition<_parley_v1_AnnounceRosterRequest, _parley_v1_Done, _parley_v1_AnnounceRosterRequest__Output, _parley_v1_Done__Output>
  CreateConversation: MethodDefinition<_parley_v1_CreateConversationRequest, _parley_v1_Conversation, _parley_v1_CreateConversationRequest__Output, _parley_v1_Conversation__Output>
  Exchange: MethodDefinition<_parley_v1_ExchangeRequest, _parley_v1_ExchangeReply, _parley_v1_ExchangeRequest__Output, _parley_v1_ExchangeReply__Output>
  FindUsers: MethodDefinition<_parley_v1_FindUsersRequest, _parley_v1_UserPage, _parley_v1_FindUsersRequest__Output, _parley_v1_UserPage__Output>
  GetConversation: MethodDefinition<_parley_v1_ConversationRequest, _parley_v1_Conversation, _parley_v1_ConversationRequest__Output, _parley_v1_Conversation__Output>
  GetMe: MethodDefinition<_parley_v1_CallerRequest, _parley_v1_User, _parley_v1_CallerRequest__Output, _parley_v1_User__Output>
  GetUsers: MethodDefinition<_parley_v1_GetUsersRequest, _parley_v1_UserPage, _parley_v1_GetUsersRequest__Output, _parley_v1_UserPage__Output>
  JoinConversation: MethodDefinition<_parley_v1_ConversationRequest, _parley_v1_Conversation, _parley_v1_ConversationRequest__Output, _parley_v1_Conversation__Output>
  LeaveConversation: MethodDefinition<_parley_v1_ConversationRequest, _parley_v1_Done, _parley_v1_ConversationRequest__Output, _parley_v1_Done__Output>
  ListConversations: MethodDefinition<_parley_v1_ListConversationsRequest, _parley_v1_ConversationPage, _parley_v1_ListConversationsRequest__Output, _parley_v1_ConversationPage__Output>
  ListDeadLetters: MethodDefinition<_parley_v1_ListDeadLettersRequest, _parley_v1_DeadLetterPage, _parley_v1_ListDeadLettersRequest__Output, _parley_v1_DeadLetterPage__Output>
  ListMembers: MethodDefinition<_parley_v1_ListMembersRequest, _parley_v1_MemberPage, _parley_v1_ListMembersRequest__Output, _parley_v1_MemberPage__Output>
  ListRooms: MethodDefinition<_parley_v1_ListRoomsRequest, _parley_v1_ConversationPage, _parley_v1_ListRoomsRequest__Output, _parley_v1_ConversationPage__Output>
  ListSessions: MethodDefinition<_parley_v1_CallerRequest, _parley_v1_SessionList, _parley_v1_CallerRequest__Output, _parley_v1_SessionList__Output>
  OpenDirect: MethodDefinition<_parley_v1_OpenDirectRequest, _parley_v1_Conversation, _parley_v1_OpenDirectRequest__Output, _parley_v1_Conversation__Output>
  PurgeDeadLetters: MethodDefinition<_parley_v1_DeadLettersRequest, _parley_v1_DeadLettersReply, _parley_v1_DeadLettersRequest__Output, _parley_v1_DeadLettersReply__Output>
  Refresh: MethodDefinition<_parley_v1_RefreshRequest, _parley_v1_SignedIn, _parley_v1_RefreshRequest__Output, _parley_v1_SignedIn__Output>
  Register: MethodDefinition<_parley_v1_RegisterRequest, _parley_v1_SignedIn, _parley_v1_RegisterRequest__Output, _parley_v1_SignedIn__Output>
  RemoveMember: MethodDefinition<_parley_v1_RemoveMemberRequest, _parley_v1_Done, _parley_v1_RemoveMemberRequest__Output, _parley_v1_Done__Output>
  ReplayDeadLetters: MethodDefinition<_parley_v1_DeadLettersRequest, _parley_v1_DeadLettersReply, _parley_v1_DeadLettersRequest__Output, _parley_v1_DeadLettersReply__Output>
  SetPresenceMode: MethodDefinition<_parley_v1_SetPresenceModeRequest, _parley_v1_Done, _parley_v1_SetPresenceModeRequest__Output, _parley_v1_Done__Output>
  SignIn: MethodDefinition<_parley_v1_SignInRequest, _parley_v1_SignedIn, _parley_v1_SignInRequest__Output, _parley_v1_SignedIn__Output>
  SignOut: MethodDefinition<_parley_v1_SignOutRequest, _parley_v1_SignOutReply, _parley_v1_SignOutRequest__Output, _parley_v1_SignOutReply__Output>
}
