import type { SendReply__Output } from '@parley/contracts';
import type { ParleyError } from '@parley/core';
import type { Asker, LogicGateway } from '@parley/rpc';
import type { Channel, Identity } from '../channel/channel.ts';
import type { SendRequest } from '../frames/client-request.ts';
import { sentFrame } from '../frames/server-frames.ts';
import type { Answers } from './answer.ts';

interface Ports {
  logic: Pick<LogicGateway, 'ask'>;
  answers: Pick<Answers, 'begin' | 'answer' | 'refuse'>;
}

export type SendMessage = (channel: Channel, identity: Identity, request: SendRequest) => void;

/** Passes a message on to logic; the answer says that it is committed. */
export function createSendMessage({ logic, answers }: Ports): SendMessage {
  return (channel, { caller }, { id, conversationId, clientId, body }) => {
    answers.begin(channel);
    const call = { caller, conversationId, clientId, body };
    logic.ask('send', call, conversationId, new Sending(channel, id, answers));
  };
}

/** A message that logic has been given. */
class Sending implements Asker<SendReply__Output> {
  private readonly channel: Channel;
  private readonly id: number;
  private readonly answers: Ports['answers'];

  constructor(channel: Channel, id: number, answers: Ports['answers']) {
    this.channel = channel;
    this.id = id;
    this.answers = answers;
  }

  answered(reply: SendReply__Output): void {
    this.answers.answer(this.channel, sentFrame(this.id, reply));
  }

  refused(error: ParleyError): void {
    this.answers.refuse(this.channel, this.id, error);
  }
}
