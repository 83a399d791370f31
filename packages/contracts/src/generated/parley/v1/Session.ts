// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface Session {
  'sessionId'?: (string);
  'deviceName'?: (string);
  'createdAtMs'?: (number | string | Long);
  'lastSeenAtMs'?: (number | string | Long);
  'current'?: (boolean);
}

export interface Session__Output {
  'sessionId': (string);
  'deviceName': (string);
  'createdAtMs': (number);
  'lastSeenAtMs': (number);
  'current': (boolean);
}
