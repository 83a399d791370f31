import { type ConversationId, type MessageId, ParleyError } from '@parley/core';
import type { AppendResult, EventDraft } from '@parley/store';
import type { GroupCommitter, WaitingDraft } from '../append/group-committer.ts';
import { refusal } from '../domain/access.ts';
import { checkClientId, checkId } from '../domain/ids.ts';
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

/** Who waits for what becomes of a message; is told once. */
export interface Sender {
  sent(sent: Sent): void;
  /**
   * @param error ParleyError `client_id_conflict` (the id was used for something else), `not_found`,
   *   `not_a_member`; whatever the database threw, and then nothing was written
   */
  refused(error: unknown): void;
}

interface Ports extends DraftPorts {
  committer: Pick<GroupCommitter, 'add'>;
  checkBody: CheckBody;
}

/**
 * Appends a message and tells the sender after the commit. The same `clientId` with the same content
 * is answered with the first acknowledgement, whenever it comes. No promise: all senders of a batch
 * are told in one loop.
 * @throws ParleyError `invalid_request`, `overloaded`: at once, and the sender is told nothing then.
 */
export type SendMessage = (
  session: Pick<Session, 'userId'>,
  input: SendInput,
  sender: Sender,
) => void;

export function sendMessage(ports: Ports): SendMessage {
  const { committer, checkBody } = ports;
  return ({ userId }, { conversationId, clientId, body }, sender) => {
    const checked = checkBody(body);
    const draft = draftMessage(
      ports,
      checkId('conversationId', conversationId),
      userId,
      checkClientId(clientId),
      checked.body,
      checked.mentions,
    );
    committer.add(new WaitingMessage(draft, sender));
  };
}

/** Tells the sender what the log says. */
class WaitingMessage implements WaitingDraft {
  readonly draft: EventDraft;
  readonly sinceMs: number;
  private readonly sender: Sender;

  constructor(draft: EventDraft, sender: Sender) {
    this.draft = draft;
    this.sinceMs = draft.createdAtMs;
    this.sender = sender;
  }

  settled(result: AppendResult): void {
    switch (result.status) {
      case 'appended':
      case 'duplicate': {
        const { conversationId, seq, messageId, createdAtMs } = result.event;
        this.sender.sent({ conversationId, seq, messageId, createdAtMs });
        break;
      }
      case 'conflict':
        this.sender.refused(clientIdConflict(this.draft.clientId));
        break;
      case 'refused':
        this.sender.refused(refusal(result.code));
        break;
      default:
        result satisfies never;
    }
  }

  failed(error: unknown): void {
    this.sender.refused(error);
  }
}

function clientIdConflict(clientId: string | null): ParleyError {
  return new ParleyError('client_id_conflict', 'This clientId was used for another message.', {
    field: 'clientId',
    value: clientId ?? '',
    expected: 'an id that you have not used before',
  });
}
