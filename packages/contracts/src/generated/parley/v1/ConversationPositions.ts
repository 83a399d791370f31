// Original file: proto/parley/v1/logic.proto

import type { MemberPosition as _parley_v1_MemberPosition, MemberPosition__Output as _parley_v1_MemberPosition__Output } from '../../parley/v1/MemberPosition.ts';

export interface ConversationPositions {
  'conversationId'?: (string);
  'members'?: (_parley_v1_MemberPosition)[];
  'tooMany'?: (boolean);
}

export interface ConversationPositions__Output {
  'conversationId': (string);
  'members': (_parley_v1_MemberPosition__Output)[];
  'tooMany': (boolean);
}
