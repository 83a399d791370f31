import type { HeadsReply__Output } from '@parley/contracts';
import type { ConversationId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Head } from '@parley/wire';
import type { Identity } from '../channel/channel.ts';
import { HEADS_PER_FRAME } from '../frames/server-frames.ts';

/** What a client holds of the conversations in a range of ids; without bounds, of all. */
export interface Held {
  afterId?: ConversationId;
  upToId?: ConversationId;
  heads: readonly Head[];
  /** Most heads in the answer, 0 for all. Default: what fits into a frame. */
  limit?: number;
}

/** Asks logic what differs. An answer that was cut says up to which id it goes; the rest is for another question. */
export type CompareHeads = (identity: Identity, held: Held) => Promise<HeadsReply__Output>;

export function createCompareHeads(logic: Pick<LogicGateway, 'exchange'>): CompareHeads {
  return ({ userId, sessionId }, { afterId = '', upToId = '', heads, limit = HEADS_PER_FRAME }) => {
    const range = { afterId, upToId, limit };
    const call = { session: { userId, sessionId }, known: [...heads], ...range };
    return logic.exchange('heads', call, userId);
  };
}
