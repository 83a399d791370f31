import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from './parley/v1/Caller.ts';
import type { DeadLetter as _parley_v1_DeadLetter, DeadLetter__Output as _parley_v1_DeadLetter__Output } from './parley/v1/DeadLetter.ts';
import type { DeadLetterDispatch as _parley_v1_DeadLetterDispatch, DeadLetterDispatch__Output as _parley_v1_DeadLetterDispatch__Output } from './parley/v1/DeadLetterDispatch.ts';
import type { DeadLetterPage as _parley_v1_DeadLetterPage, DeadLetterPage__Output as _parley_v1_DeadLetterPage__Output } from './parley/v1/DeadLetterPage.ts';
import type { DeadLettersReply as _parley_v1_DeadLettersReply, DeadLettersReply__Output as _parley_v1_DeadLettersReply__Output } from './parley/v1/DeadLettersReply.ts';
import type { DeadLettersRequest as _parley_v1_DeadLettersRequest, DeadLettersRequest__Output as _parley_v1_DeadLettersRequest__Output } from './parley/v1/DeadLettersRequest.ts';
import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from './parley/v1/Error.ts';
import type { ListDeadLettersRequest as _parley_v1_ListDeadLettersRequest, ListDeadLettersRequest__Output as _parley_v1_ListDeadLettersRequest__Output } from './parley/v1/ListDeadLettersRequest.ts';
import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from './parley/v1/SessionRef.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  parley: {
    v1: {
      Caller: MessageTypeDefinition<_parley_v1_Caller, _parley_v1_Caller__Output>
      DeadLetter: MessageTypeDefinition<_parley_v1_DeadLetter, _parley_v1_DeadLetter__Output>
      DeadLetterDispatch: MessageTypeDefinition<_parley_v1_DeadLetterDispatch, _parley_v1_DeadLetterDispatch__Output>
      DeadLetterPage: MessageTypeDefinition<_parley_v1_DeadLetterPage, _parley_v1_DeadLetterPage__Output>
      DeadLettersReply: MessageTypeDefinition<_parley_v1_DeadLettersReply, _parley_v1_DeadLettersReply__Output>
      DeadLettersRequest: MessageTypeDefinition<_parley_v1_DeadLettersRequest, _parley_v1_DeadLettersRequest__Output>
      Error: MessageTypeDefinition<_parley_v1_Error, _parley_v1_Error__Output>
      ListDeadLettersRequest: MessageTypeDefinition<_parley_v1_ListDeadLettersRequest, _parley_v1_ListDeadLettersRequest__Output>
      SessionRef: MessageTypeDefinition<_parley_v1_SessionRef, _parley_v1_SessionRef__Output>
    }
  }
}

