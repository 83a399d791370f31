// Original file: proto/parley/v1/connect.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { PushReply as _parley_v1_PushReply, PushReply__Output as _parley_v1_PushReply__Output } from '../../parley/v1/PushReply.ts';
import type { PushRequest as _parley_v1_PushRequest, PushRequest__Output as _parley_v1_PushRequest__Output } from '../../parley/v1/PushRequest.ts';

export interface ConnectClient extends grpc.Client {
  Push(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_PushRequest, _parley_v1_PushReply__Output>;
  Push(options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_PushRequest, _parley_v1_PushReply__Output>;
  push(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_PushRequest, _parley_v1_PushReply__Output>;
  push(options?: grpc.CallOptions): grpc.ClientDuplexStream<_parley_v1_PushRequest, _parley_v1_PushReply__Output>;
  
}

export interface ConnectHandlers extends grpc.UntypedServiceImplementation {
  Push: grpc.handleBidiStreamingCall<_parley_v1_PushRequest__Output, _parley_v1_PushReply>;
  
}

export interface ConnectDefinition extends grpc.ServiceDefinition {
  Push: MethodDefinition<_parley_v1_PushRequest, _parley_v1_PushReply, _parley_v1_PushRequest__Output, _parley_v1_PushReply__Output>
}
