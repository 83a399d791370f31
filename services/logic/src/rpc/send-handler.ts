import type { SendCall__Output } from '@parley/contracts';
import type { ExchangeReplies } from '@parley/rpc';
import type { Sender, SendMessage, Sent } from '../use-cases/send-message.ts';
import type { ResolveCaller } from './caller.ts';

/** Carries out a send and answers it. */
type HandleSend = (callId: number, call: SendCall__Output, replies: ExchangeReplies) => undefined;

/**
 * The way of a message from the stream to the committer and back, without a promise when the caller is
 * known by a session. @throws what `SendMessage` throws at once, and what the caller is refused with.
 */
export function sendHandler(sendMessage: SendMessage, resolveCaller: ResolveCaller): HandleSend {
  return (callId, call, replies) => {
    const sender = new AnsweredSender(callId, replies);
    const session = resolveCaller(call.caller);
    if (session instanceof Promise) {
      session
        .then(found => sendMessage(found, call, sender))
        .catch((error: unknown) => sender.refused(error));
    } else {
      sendMessage(session, call, sender);
    }
    return undefined;
  };
}

class AnsweredSender implements Sender {
  private readonly callId: number;
  private readonly replies: ExchangeReplies;

  constructor(callId: number, replies: ExchangeReplies) {
    this.callId = callId;
    this.replies = replies;
  }

  sent(send: Sent): void {
    this.replies.answer({ id: this.callId, send });
  }

  refused(error: unknown): void {
    this.replies.refuse(this.callId, error);
  }
}
