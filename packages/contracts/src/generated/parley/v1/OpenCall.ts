// Original file: proto/parley/v1/logic.proto


export interface OpenCall {
  'accessToken'?: (string);
  'deviceId'?: (string);
  'connectionId'?: (string);
  'serverId'?: (string);
  'away'?: (boolean);
}

export interface OpenCall__Output {
  'accessToken': (string);
  'deviceId': (string);
  'connectionId': (string);
  'serverId': (string);
  'away': (boolean);
}
