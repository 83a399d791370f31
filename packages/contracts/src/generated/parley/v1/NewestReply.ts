// Original file: proto/parley/v1/logic.proto

import type { Dispatch as _parley_v1_Dispatch, Dispatch__Output as _parley_v1_Dispatch__Output } from '../../parley/v1/Dispatch.ts';

export interface NewestReply {
  'dispatches'?: (_parley_v1_Dispatch)[];
}

export interface NewestReply__Output {
  'dispatches': (_parley_v1_Dispatch__Output)[];
}
