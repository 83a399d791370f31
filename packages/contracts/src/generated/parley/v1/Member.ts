// Original file: proto/parley/v1/logic.proto

import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from '../../parley/v1/User.ts';
import type { Long } from '@grpc/proto-loader';

export interface Member {
  'user'?: (_parley_v1_User | null);
  'role'?: (string);
  'joinedAtMs'?: (number | string | Long);
  'deliveredSeq'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
}

export interface Member__Output {
  'user': (_parley_v1_User__Output | null);
  'role': (string);
  'joinedAtMs': (number);
  'deliveredSeq': (number);
  'readSeq': (number);
}
