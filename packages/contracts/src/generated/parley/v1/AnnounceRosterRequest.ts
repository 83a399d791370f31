// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface AnnounceRosterRequest {
  'caller'?: (_parley_v1_Caller | null);
  'conversationId'?: (string);
  'withNames'?: (boolean);
}

export interface AnnounceRosterRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'conversationId': (string);
  'withNames': (boolean);
}
