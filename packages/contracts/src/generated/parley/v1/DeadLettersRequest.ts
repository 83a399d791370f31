// Original file: proto/parley/v1/admin.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface DeadLettersRequest {
  'caller'?: (_parley_v1_Caller | null);
  'ids'?: (string)[];
  'all'?: (boolean);
}

export interface DeadLettersRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'ids': (string)[];
  'all': (boolean);
}
