// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface SendCall {
  'caller'?: (_parley_v1_Caller | null);
  'conversationId'?: (string);
  'clientId'?: (string);
  'body'?: (string);
}

export interface SendCall__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'conversationId': (string);
  'clientId': (string);
  'body': (string);
}
