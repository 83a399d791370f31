// Original file: proto/parley/v1/common.proto


export interface Error {
  'code'?: (string);
  'message'?: (string);
  'field'?: (string);
  'value'?: (string);
  'expected'?: (string);
  'retryAfterMs'?: (number);
}

export interface Error__Output {
  'code': (string);
  'message': (string);
  'field': (string);
  'value': (string);
  'expected': (string);
  'retryAfterMs': (number);
}
