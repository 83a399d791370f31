// Original file: proto/parley/v1/logic.proto


export interface NewestCall {
  'conversationIds'?: (string)[];
}

export interface NewestCall__Output {
  'conversationIds': (string)[];
}
