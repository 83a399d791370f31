// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface SetPresenceModeRequest {
  'caller'?: (_parley_v1_Caller | null);
  'mode'?: (string);
}

export interface SetPresenceModeRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'mode': (string);
}
