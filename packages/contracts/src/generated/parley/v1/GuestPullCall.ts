// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface GuestPullCall {
  'one'?: (string);
  'other'?: (string);
  'cursorUs'?: (number | string | Long);
  'limit'?: (number);
  'reverse'?: (boolean);
}

export interface GuestPullCall__Output {
  'one': (string);
  'other': (string);
  'cursorUs': (number);
  'limit': (number);
  'reverse': (boolean);
}
