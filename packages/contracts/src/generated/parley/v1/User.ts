// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface User {
  'userId'?: (string);
  'name'?: (string);
  'displayName'?: (string);
  'createdAtMs'?: (number | string | Long);
  'presenceMode'?: (string);
}

export interface User__Output {
  'userId': (string);
  'name': (string);
  'displayName': (string);
  'createdAtMs': (number);
  'presenceMode': (string);
}
