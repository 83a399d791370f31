// Original file: proto/parley/v1/logic.proto


export interface OccupyReply {
  'gainedConversationIds'?: (string)[];
}

export interface OccupyReply__Output {
  'gainedConversationIds': (string)[];
}
