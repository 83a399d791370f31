// Original file: proto/parley/v1/logic.proto


export interface OccupyCall {
  'serverId'?: (string);
  'occupied'?: (string)[];
  'vacated'?: (string)[];
}

export interface OccupyCall__Output {
  'serverId': (string);
  'occupied': (string)[];
  'vacated': (string)[];
}
