// Original file: proto/parley/v1/logic.proto


export interface RegisterRequest {
  'name'?: (string);
  'password'?: (string);
  'displayName'?: (string);
  'deviceName'?: (string);
  'address'?: (string);
  'opaqueToken'?: (boolean);
}

export interface RegisterRequest__Output {
  'name': (string);
  'password': (string);
  'displayName': (string);
  'deviceName': (string);
  'address': (string);
  'opaqueToken': (boolean);
}
