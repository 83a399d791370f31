// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface ListMembersRequest {
  'caller'?: (_parley_v1_Caller | null);
  'conversationId'?: (string);
  'limit'?: (number);
  'cursor'?: (string);
}

export interface ListMembersRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'conversationId': (string);
  'limit': (number);
  'cursor': (string);
}
