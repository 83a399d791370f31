// Original file: proto/parley/v1/logic.proto


export interface SignInRequest {
  'name'?: (string);
  'password'?: (string);
  'deviceName'?: (string);
  'address'?: (string);
  'opaqueToken'?: (boolean);
}

export interface SignInRequest__Output {
  'name': (string);
  'password': (string);
  'deviceName': (string);
  'address': (string);
  'opaqueToken': (boolean);
}
