import { ParleyError } from '@parley/core';
import type { MessageBody } from '@parley/wire';
import { checkGuestName } from '../domain/guest-name.ts';
import type { CheckBody } from '../domain/message-body.ts';
import type { GuestChat, GuestChats } from '../guests/guest-chats.ts';
import type { LogicOptions } from '../options.ts';
import type { Sender, SendMessage } from './send-message.ts';

export interface GuestSendInput {
  /** Names of guests; with oneself it is for notes. */
  sender: string;
  receiver: string;
  /** As in `SendInput`. */
  clientId: string;
  text: string;
}

interface Ports {
  chats: Pick<GuestChats, 'known' | 'ensure'>;
  checkBody: CheckBody;
  sendMessage: SendMessage;
  options: Pick<LogicOptions, 'guests'>;
}

/**
 * `SendMessage` for people without an account. Guests and their chat are made with the first message;
 * from then on it costs no look-up. Whatever a name is, it is that of a guest.
 * @throws ParleyError `forbidden` (guests are not served here), `invalid_request`, `overloaded`: at once,
 *   and the sender is told nothing then.
 */
export type SendAsGuest = (input: GuestSendInput, sender: Sender) => void;

export function sendAsGuest({ chats, checkBody, sendMessage, options }: Ports): SendAsGuest {
  return ({ sender, receiver, clientId, text }, waiting) => {
    requireGuests(options);
    const body = JSON.stringify({ kind: 'text', text } satisfies MessageBody);
    const send = ({ conversationId, userIds }: GuestChat) => {
      const userId = userIds.get(sender) ?? '';
      sendMessage({ userId }, { conversationId, clientId, body }, waiting);
    };
    const known = chats.known(sender, receiver);
    if (known) {
      send(known);
      return;
    }
    checkGuestName('sender', sender);
    checkGuestName('receiver', receiver);
    // A message that is refused makes nobody.
    checkBody(body);
    chats
      .ensure(sender, receiver)
      .then(send)
      .catch(error => waiting.refused(error));
  };
}

/** @throws ParleyError `forbidden`. */
export function requireGuests({ guests }: Pick<LogicOptions, 'guests'>): void {
  if (!guests) throw new ParleyError('forbidden', 'Only people with an account are served here.');
}
