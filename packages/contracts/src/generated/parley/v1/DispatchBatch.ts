// Original file: proto/parley/v1/dispatch.proto

import type { Dispatch as _parley_v1_Dispatch, Dispatch__Output as _parley_v1_Dispatch__Output } from '../../parley/v1/Dispatch.ts';

export interface DispatchBatch {
  'dispatches'?: (_parley_v1_Dispatch)[];
}

export interface DispatchBatch__Output {
  'dispatches': (_parley_v1_Dispatch__Output)[];
}
