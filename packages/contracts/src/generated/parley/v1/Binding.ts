// Original file: proto/parley/v1/logic.proto


export interface Binding {
  'userId'?: (string);
  'sessionId'?: (string);
  'deviceId'?: (string);
  'connectionId'?: (string);
}

export interface Binding__Output {
  'userId': (string);
  'sessionId': (string);
  'deviceId': (string);
  'connectionId': (string);
}
