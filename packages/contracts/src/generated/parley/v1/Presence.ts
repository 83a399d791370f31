// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface Presence {
  'userId'?: (string);
  'status'?: (string);
  'lastSeenAtMs'?: (number | string | Long);
  'version'?: (number | string | Long);
}

export interface Presence__Output {
  'userId': (string);
  'status': (string);
  'lastSeenAtMs': (number);
  'version': (number);
}
