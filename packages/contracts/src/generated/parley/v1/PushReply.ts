// Original file: proto/parley/v1/connect.proto

import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from '../../parley/v1/Error.ts';
import type { Long } from '@grpc/proto-loader';

export interface PushReply {
  'id'?: (number | string | Long);
  'deliveries'?: (number);
  'error'?: (_parley_v1_Error | null);
}

export interface PushReply__Output {
  'id': (number);
  'deliveries': (number);
  'error': (_parley_v1_Error__Output | null);
}
