// Original file: proto/parley/v1/logic.proto

import type { SessionRef as _parley_v1_SessionRef, SessionRef__Output as _parley_v1_SessionRef__Output } from '../../parley/v1/SessionRef.ts';
import type { KnownHead as _parley_v1_KnownHead, KnownHead__Output as _parley_v1_KnownHead__Output } from '../../parley/v1/KnownHead.ts';

export interface HeadsCall {
  'session'?: (_parley_v1_SessionRef | null);
  'known'?: (_parley_v1_KnownHead)[];
  'afterId'?: (string);
  'upToId'?: (string);
  'limit'?: (number);
}

export interface HeadsCall__Output {
  'session': (_parley_v1_SessionRef__Output | null);
  'known': (_parley_v1_KnownHead__Output)[];
  'afterId': (string);
  'upToId': (string);
  'limit': (number);
}
