// Original file: proto/parley/v1/logic.proto

import type { Member as _parley_v1_Member, Member__Output as _parley_v1_Member__Output } from '../../parley/v1/Member.ts';

export interface MemberPage {
  'members'?: (_parley_v1_Member)[];
  'nextCursor'?: (string);
}

export interface MemberPage__Output {
  'members': (_parley_v1_Member__Output)[];
  'nextCursor': (string);
}
