// Original file: proto/parley/v1/dispatch.proto


export interface UserList {
  'userIds'?: (string)[];
}

export interface UserList__Output {
  'userIds': (string)[];
}
