// Original file: proto/parley/v1/logic.proto

import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from '../../parley/v1/User.ts';

export interface UserPage {
  'users'?: (_parley_v1_User)[];
}

export interface UserPage__Output {
  'users': (_parley_v1_User__Output)[];
}
