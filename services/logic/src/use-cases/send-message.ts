import { type ConversationId, type MessageId, ParleyError } from '@parley/core';
import type { AppendResult } from '@parley/store';
import { check, clientIdSchema } from '@parley/wire/schemas';
import type { GroupCommitter } from '../append/group-committer.ts';
import { refusal } from '../domain/access.ts';
import { checkId } from '../domain/ids.ts';
import { type DraftPorts, draftMessage } from '../domain/log-drafts.ts';
import type { CheckBody } from '../domain/message-body.ts';
import type { Session } from '../tokens/authenticate.ts';

export interface SendInput {
  conversationId: ConversationId;
  /** The sender's own id of the message, unique for good. */
  clientId: string;
  /** JSON of wire's MessageBody. */
  body: string;
}

/** The acknowledgement: the event is committed. */
export interface Sent {
  conversationId: ConversationId;
  seq: number;
  messageId: MessageId;
  createdAtMs: number;
}

interface Ports extends DraftPorts {
  committer: Pick<GroupCommitter, 'append'>;
  checkBody: CheckBody;
}

/**
 * Appends a message and resolves after the commit. The same `clientId` with the same content is
 * answered with the first acknowledgement, whenever it comes.
 * @throws ParleyError `invalid_request`, `client_id_conflict` (the id was used for something else),
 *   `not_found`, `not_a_member`, `overloaded`.
 */
export type SendMessage = (session: Session, input: SendInput) => Promise<Sent>;

export function sendMessage(ports: Ports): SendMessage {
  const { committer, checkBody } = ports;
  return async ({ userId }, input) => {
    const draft = draftMessage(ports, {
      conversationId: checkId('conversationId', input.conversationId),
      senderId: userId,
      clientId: check(clientIdSchema, input.clientId, 'clientId'),
      ...checkBody(input.body),
    });
    return toSent(await committer.append(draft), input);
  };
}

function toSent(result: AppendResult, { clientId }: SendInput): Sent {
  switch (result.status) {
    case 'appended':
    case 'duplicate': {
      const { conversationId, seq, messageId, createdAtMs } = result.event;
      return { conversationId, seq, messageId, createdAtMs };
    }
    case 'conflict':
      throw new ParleyError('client_id_conflict', 'This clientId was used for another message.', {
        field: 'clientId',
        value: clientId,
        expected: 'an id that you have not used before',
      });
    case 'refused':
      throw refusal(result.code);
    default:
      return result satisfies never;
  }
}
