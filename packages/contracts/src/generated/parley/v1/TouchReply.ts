// Original file: proto/parley/v1/logic.proto


export interface TouchReply {
  'reboundConnectionIds'?: (string)[];
}

export interface TouchReply__Output {
  'reboundConnectionIds': (string)[];
}
