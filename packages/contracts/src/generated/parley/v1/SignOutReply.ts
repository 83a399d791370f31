// Original file: proto/parley/v1/logic.proto


export interface SignOutReply {
  'sessions'?: (number);
}

export interface SignOutReply__Output {
  'sessions': (number);
}
