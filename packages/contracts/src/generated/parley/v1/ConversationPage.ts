// Original file: proto/parley/v1/logic.proto

import type { Conversation as _parley_v1_Conversation, Conversation__Output as _parley_v1_Conversation__Output } from '../../parley/v1/Conversation.ts';

export interface ConversationPage {
  'conversations'?: (_parley_v1_Conversation)[];
  'nextCursor'?: (string);
}

export interface ConversationPage__Output {
  'conversations': (_parley_v1_Conversation__Output)[];
  'nextCursor': (string);
}
