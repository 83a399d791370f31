// Original file: proto/parley/v1/logic.proto


export interface OpenCall {
  'accessToken'?: (string);
  'deviceId'?: (string);
  'connectionId'?: (string);
  'serverId'?: (string);
}

export interface OpenCall__Output {
  'accessToken': (string);
  'deviceId': (string);
  'connectionId': (string);
  'serverId': (string);
}
