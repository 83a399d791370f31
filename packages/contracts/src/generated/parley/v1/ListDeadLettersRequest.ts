// Original file: proto/parley/v1/admin.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface ListDeadLettersRequest {
  'caller'?: (_parley_v1_Caller | null);
  'limit'?: (number);
  'cursor'?: (string);
}

export interface ListDeadLettersRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'limit': (number);
  'cursor': (string);
}
