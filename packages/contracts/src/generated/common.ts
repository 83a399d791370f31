import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from './parley/v1/Caller.ts';
import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from './parley/v1/Error.ts';
import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from './parley/v1/SessionRef.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  parley: {
    v1: {
      Caller: MessageTypeDefinition<_parley_v1_Caller, _parley_v1_Caller__Output>
      Error: MessageTypeDefinition<_parley_v1_Error, _parley_v1_Error__Output>
      SessionRef: MessageTypeDefinition<_parley_v1_SessionRef, _parley_v1_SessionRef__Output>
    }
  }
}

