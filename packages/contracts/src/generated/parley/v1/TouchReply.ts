// Original file: proto/parley/v1/logic.proto


export interface TouchReply {
  'reboundConnectionIds'?: (string)[];
  'regainedConversationIds'?: (string)[];
}

export interface TouchReply__Output {
  'reboundConnectionIds': (string)[];
  'regainedConversationIds': (string)[];
}
