// Original file: proto/parley/v1/logic.proto


export interface OpenReply {
  'userId'?: (string);
  'sessionId'?: (string);
  'subscribeTo'?: (string)[];
}

export interface OpenReply__Output {
  'userId': (string);
  'sessionId': (string);
  'subscribeTo': (string)[];
}
