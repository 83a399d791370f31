// Original file: proto/parley/v1/logic.proto

import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from '../../parley/v1/User.ts';
import type { Long } from '@grpc/proto-loader';

export interface SignedIn {
  'user'?: (_parley_v1_User | null);
  'sessionId'?: (string);
  'accessToken'?: (string);
  'accessExpiresAtMs'?: (number | string | Long);
  'refreshToken'?: (string);
  'refreshExpiresAtMs'?: (number | string | Long);
}

export interface SignedIn__Output {
  'user': (_parley_v1_User__Output | null);
  'sessionId': (string);
  'accessToken': (string);
  'accessExpiresAtMs': (number);
  'refreshToken': (string);
  'refreshExpiresAtMs': (number);
}
