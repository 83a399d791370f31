// Original file: proto/parley/v1/dispatch.proto

import type { UserList as _parley_v1_UserList, UserList__Output as _parley_v1_UserList__Output } from '../../parley/v1/UserList.ts';

export interface Audience {
  'subscribers'?: (boolean);
  'users'?: (_parley_v1_UserList | null);
  'everyone'?: (boolean);
  'watchersOf'?: (string);
  'to'?: "subscribers"|"users"|"everyone"|"watchersOf";
}

export interface Audience__Output {
  'subscribers'?: (boolean);
  'users'?: (_parley_v1_UserList__Output | null);
  'everyone'?: (boolean);
  'watchersOf'?: (string);
  'to'?: "subscribers"|"users"|"everyone"|"watchersOf";
}
