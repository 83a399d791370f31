// Original file: proto/parley/v1/dispatch.proto


export interface Subscription {
  'userId'?: (string);
  'subscribed'?: (boolean);
}

export interface Subscription__Output {
  'userId': (string);
  'subscribed': (boolean);
}
