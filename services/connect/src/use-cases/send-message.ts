import type { LogicGateway } from '@parley/rpc';
import type { SendFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { sentFrame } from '../frames/server-frames.ts';
import type { Answer } from './answer.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  answer: Answer;
}

export type SendMessage = (channel: Channel, identity: Identity, frame: SendFrame) => Promise<void>;

/** Passes a message on to logic; the answer says that it is committed. */
export function createSendMessage({ logic, answer }: Ports): SendMessage {
  return (channel, { caller }, { id, conversationId, clientId, body }) =>
    answer(channel, id, async () => {
      // As the schema wrote it: the same content is the same text, however the client ordered it.
      const call = { caller, conversationId, clientId, body: JSON.stringify(body) };
      return sentFrame(id, await logic.exchange('send', call, conversationId));
    });
}
