// Original file: proto/parley/v1/admin.proto

import type { DeadLetterDispatch as _parley_v1_DeadLetterDispatch, DeadLetterDispatch__Output as _parley_v1_DeadLetterDispatch__Output } from '../../parley/v1/DeadLetterDispatch.ts';
import type { Long } from '@grpc/proto-loader';

export interface DeadLetter {
  'deadLetterId'?: (string);
  'partition'?: (number);
  'reason'?: (string);
  'attempts'?: (number);
  'diedAtMs'?: (number | string | Long);
  'bytes'?: (number | string | Long);
  'dispatches'?: (_parley_v1_DeadLetterDispatch)[];
}

export interface DeadLetter__Output {
  'deadLetterId': (string);
  'partition': (number);
  'reason': (string);
  'attempts': (number);
  'diedAtMs': (number);
  'bytes': (number);
  'dispatches': (_parley_v1_DeadLetterDispatch__Output)[];
}
