// Original file: proto/parley/v1/common.proto

import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from '../../parley/v1/SessionRef.ts';

export interface Caller {
  'accessToken'?: (string);
  'session'?: (_parley_v1_SessionRef | null);
  'proof'?: "accessToken"|"session";
}

export interface Caller__Output {
  'accessToken'?: (string);
  'session'?: (_parley_v1_SessionRef__Output | null);
  'proof'?: "accessToken"|"session";
}
