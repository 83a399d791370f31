import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Audience as _parley_v1_Audience, Audience__Output as _parley_v1_Audience__Output } from './parley/v1/Audience.ts';
import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from './parley/v1/Caller.ts';
import type { ConnectClient as _parley_v1_ConnectClient, ConnectDefinition as _parley_v1_ConnectDefinition } from './parley/v1/Connect.ts';
import type { Dispatch as _parley_v1_Dispatch, Dispatch__Output as _parley_v1_Dispatch__Output } from './parley/v1/Dispatch.ts';
import type { DispatchBatch as _parley_v1_DispatchBatch, DispatchBatch__Output as _parley_v1_DispatchBatch__Output } from './parley/v1/DispatchBatch.ts';
import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from './parley/v1/Error.ts';
import type { PushReply as _parley_v1_PushReply, PushReply__Output as _parley_v1_PushReply__Output } from './parley/v1/PushReply.ts';
import type { PushRequest as _parley_v1_PushRequest, PushRequest__Output as _parley_v1_PushRequest__Output } from './parley/v1/PushRequest.ts';
import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from './parley/v1/SessionRef.ts';
import type { Subscription as _parley_v1_Subscription, Subscription__Output as _parley_v1_Subscription__Output } from './parley/v1/Subscription.ts';
import type { UserList as _parley_v1_UserList, UserList__Output as _parley_v1_UserList__Output } from './parley/v1/UserList.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  parley: {
    v1: {
      Audience: MessageTypeDefinition<_parley_v1_Audience, _parley_v1_Audience__Output>
      Caller: MessageTypeDefinition<_parley_v1_Caller, _parley_v1_Caller__Output>
      Connect: SubtypeConstructor<typeof grpc.Client, _parley_v1_ConnectClient> & { service: _parley_v1_ConnectDefinition }
      Dispatch: MessageTypeDefinition<_parley_v1_Dispatch, _parley_v1_Dispatch__Output>
      DispatchBatch: MessageTypeDefinition<_parley_v1_DispatchBatch, _parley_v1_DispatchBatch__Output>
      Error: MessageTypeDefinition<_parley_v1_Error, _parley_v1_Error__Output>
      PushReply: MessageTypeDefinition<_parley_v1_PushReply, _parley_v1_PushReply__Output>
      PushRequest: MessageTypeDefinition<_parley_v1_PushRequest, _parley_v1_PushRequest__Output>
      SessionRef: MessageTypeDefinition<_parley_v1_SessionRef, _parley_v1_SessionRef__Output>
      Subscription: MessageTypeDefinition<_parley_v1_Subscription, _parley_v1_Subscription__Output>
      UserList: MessageTypeDefinition<_parley_v1_UserList, _parley_v1_UserList__Output>
    }
  }
}

