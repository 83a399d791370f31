// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface Binding {
  'userId'?: (string);
  'sessionId'?: (string);
  'deviceId'?: (string);
  'connectionId'?: (string);
  'away'?: (boolean);
  'boundAtUs'?: (number | string | Long);
  'gapKnown'?: (boolean);
  'attempt'?: (number);
}

export interface Binding__Output {
  'userId': (string);
  'sessionId': (string);
  'deviceId': (string);
  'connectionId': (string);
  'away': (boolean);
  'boundAtUs': (number);
  'gapKnown': (boolean);
  'attempt': (number);
}
