import type { ConversationId, Logger, ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { PushDispatches } from '../use-cases/push-dispatches.ts';
import type { Occupancy } from './occupancy.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  push: PushDispatches;
  occupancy: Pick<Occupancy, 'doubt'>;
  logger: Logger;
}

/** As many conversations are asked about in one call. */
const AT_ONCE = 500;

/**
 * Makes good what did not come here of conversations whose pushes had gone astray and come again: their
 * newest event is delivered once more, and whoever misses others sees it by the seq and asks for them.
 * One call and one frame for a conversation, however many hear it. Never rejects: what could not be
 * asked is asked again after the next touch.
 */
export type Recall = (conversationIds: readonly ConversationId[]) => Promise<void>;

export function createRecall({ logic, serverId, push, occupancy, logger }: Ports): Recall {
  const recall = async (conversationIds: readonly ConversationId[]) => {
    try {
      const call = { conversationIds: [...conversationIds] };
      const { dispatches } = await logic.exchange('newest', call, serverId);
      await push(dispatches);
    } catch (error) {
      occupancy.doubt(conversationIds);
      logger.warn({ err: error, conversations: conversationIds.length }, 'not made good yet');
    }
  };
  return async conversationIds => {
    for (let at = 0; at < conversationIds.length; at += AT_ONCE) {
      await recall(conversationIds.slice(at, at + AT_ONCE));
    }
  };
}
