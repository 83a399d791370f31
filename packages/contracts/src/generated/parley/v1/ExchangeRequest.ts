// Original file: proto/parley/v1/logic.proto

import type { Call as _parley_v1_Call, Call__Output as _parley_v1_Call__Output } from '../../parley/v1/Call.ts';

export interface ExchangeRequest {
  'calls'?: (_parley_v1_Call)[];
}

export interface ExchangeRequest__Output {
  'calls': (_parley_v1_Call__Output)[];
}
