// Original file: proto/parley/v1/connect.proto

import type { Dispatch as _parley_v1_Dispatch, Dispatch__Output as _parley_v1_Dispatch__Output } from '../../parley/v1/Dispatch.ts';
import type { Long } from '@grpc/proto-loader';

export interface PushRequest {
  'id'?: (number | string | Long);
  'dispatches'?: (_parley_v1_Dispatch)[];
}

export interface PushRequest__Output {
  'id': (number);
  'dispatches': (_parley_v1_Dispatch__Output)[];
}
