// Original file: proto/parley/v1/common.proto


export interface SessionRef {
  'userId'?: (string);
  'sessionId'?: (string);
}

export interface SessionRef__Output {
  'userId': (string);
  'sessionId': (string);
}
