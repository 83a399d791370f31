// Original file: proto/parley/v1/logic.proto

import type { Head as _parley_v1_Head, Head__Output as _parley_v1_Head__Output } from '../../parley/v1/Head.ts';

export interface HeadsReply {
  'heads'?: (_parley_v1_Head)[];
  'gone'?: (string)[];
  'upToId'?: (string);
}

export interface HeadsReply__Output {
  'heads': (_parley_v1_Head__Output)[];
  'gone': (string)[];
  'upToId': (string);
}
