// Original file: proto/parley/v1/logic.proto

import type { Reply as _parley_v1_Reply, Reply__Output as _parley_v1_Reply__Output } from '../../parley/v1/Reply.ts';

export interface ExchangeReply {
  'replies'?: (_parley_v1_Reply)[];
}

export interface ExchangeReply__Output {
  'replies': (_parley_v1_Reply__Output)[];
}
