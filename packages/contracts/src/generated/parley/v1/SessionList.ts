// Original file: proto/parley/v1/logic.proto

import type { Session as _parley_v1_Session, Session__Output as _parley_v1_Session__Output } from '../../parley/v1/Session.ts';

export interface SessionList {
  'sessions'?: (_parley_v1_Session)[];
}

export interface SessionList__Output {
  'sessions': (_parley_v1_Session__Output)[];
}
