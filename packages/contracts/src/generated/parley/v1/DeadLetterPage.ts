// Original file: proto/parley/v1/admin.proto

import type { DeadLetter as _parley_v1_DeadLetter, DeadLetter__Output as _parley_v1_DeadLetter__Output } from '../../parley/v1/DeadLetter.ts';
import type { Long } from '@grpc/proto-loader';

export interface DeadLetterPage {
  'deadLetters'?: (_parley_v1_DeadLetter)[];
  'nextCursor'?: (string);
  'total'?: (number | string | Long);
}

export interface DeadLetterPage__Output {
  'deadLetters': (_parley_v1_DeadLetter__Output)[];
  'nextCursor': (string);
  'total': (number);
}
