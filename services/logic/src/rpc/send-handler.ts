import type { GuestSendCall__Output, SendCall__Output } from '@parley/contracts';
import type { ExchangeReplies } from '@parley/rpc';
import type { AskWhose, Session, SessionAsker } from '../tokens/authenticate.ts';
import type { SendAsGuest } from '../use-cases/send-as-guest.ts';
import type { Sender, SendMessage, Sent } from '../use-cases/send-message.ts';
import { toSession } from './caller.ts';

/** Carries out a send and answers it. */
type Handle<Call> = (callId: number, call: Call, replies: ExchangeReplies) => undefined;

/**
 * The way of a message from the stream to the committer and back, without a promise. A caller is
 * known by a session or by an access token, as `callerResolver` says.
 * @throws what `SendMessage` throws at once, and what the caller is refused with.
 */
export function sendHandler(
  sendMessage: SendMessage,
  askWhose: AskWhose,
): Handle<SendCall__Output> {
  return (callId, call, replies) => {
    const sender = new AnsweredSender(callId, replies);
    const { caller } = call;
    if (caller?.proof === 'accessToken') {
      askWhose(caller.accessToken ?? '', new AskingSender(sendMessage, call, sender));
    } else {
      sendMessage(toSession(caller?.session), call, sender);
    }
    return undefined;
  };
}

/** The same for a guest, who proves nothing. */
export function guestSendHandler(sendAsGuest: SendAsGuest): Handle<GuestSendCall__Output> {
  return (callId, call, replies) => {
    sendAsGuest(call, new AnsweredSender(callId, replies));
    return undefined;
  };
}

/** Sends as soon as it is known who does. */
class AskingSender implements SessionAsker {
  private readonly sendMessage: SendMessage;
  private readonly call: SendCall__Output;
  private readonly sender: Sender;

  constructor(sendMessage: SendMessage, call: SendCall__Output, sender: Sender) {
    this.sendMessage = sendMessage;
    this.call = call;
    this.sender = sender;
  }

  isOpen(session: Session): void {
    try {
      this.sendMessage(session, this.call, this.sender);
    } catch (error) {
      this.sender.refused(error);
    }
  }

  refused(error: unknown): void {
    this.sender.refused(error);
  }
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
