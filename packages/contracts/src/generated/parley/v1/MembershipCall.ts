// Original file: proto/parley/v1/logic.proto


export interface MembershipCall {
  'conversationId'?: (string);
  'userIds'?: (string)[];
}

export interface MembershipCall__Output {
  'conversationId': (string);
  'userIds': (string)[];
}
