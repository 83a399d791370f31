import type { LogicGateway } from '@parley/rpc';
import type { Channel, Identity } from '../channel/channel.ts';
import type { SendRequest } from '../frames/client-request.ts';
import { sentFrame } from '../frames/server-frames.ts';
import type { Answer } from './answer.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  answer: Answer;
}

export type SendMessage = (
  channel: Channel,
  identity: Identity,
  request: SendRequest,
) => Promise<void>;

/** Passes a message on to logic; the answer says that it is committed. */
export function createSendMessage({ logic, answer }: Ports): SendMessage {
  return (channel, { caller }, { id, conversationId, clientId, body }) =>
    answer(channel, id, async () => {
      const call = { caller, conversationId, clientId, body };
      return sentFrame(id, await logic.exchange('send', call, conversationId));
    });
}
