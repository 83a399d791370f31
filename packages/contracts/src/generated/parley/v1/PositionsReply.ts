// Original file: proto/parley/v1/logic.proto

import type { ConversationPositions as _parley_v1_ConversationPositions, ConversationPositions__Output as _parley_v1_ConversationPositions__Output } from '../../parley/v1/ConversationPositions.ts';

export interface PositionsReply {
  'conversations'?: (_parley_v1_ConversationPositions)[];
}

export interface PositionsReply__Output {
  'conversations': (_parley_v1_ConversationPositions__Output)[];
}
