import { type ConversationId, toParleyError, type UserId } from '@parley/core';
import type { LogEvent, MessageBody, SentView } from '@parley/wire';
import type { Fact } from '../history.ts';
import { contentOf, toLoggedEvent } from './logged-event.ts';

/** What the recorder needs of a ParleyClient. */
export interface RecordableClient {
  readonly conversations: {
    readonly items: readonly {
      readonly conversationId: ConversationId;
      readonly readSeq: number;
      /** How far the others are, as this device was told. */
      readonly receipts: {
        readonly positions: ReadonlyMap<UserId, { readonly readSeq: number }>;
      };
    }[];
    onChange(listener: () => void): () => void;
  };
  onEvent(listener: (event: LogEvent) => void): () => void;
  send(
    conversationId: ConversationId,
    body: MessageBody,
    options: { clientId: string },
  ): Promise<SentView>;
  open(conversationId: ConversationId): {
    readonly ready: Promise<void>;
    readonly events: readonly LogEvent[];
    readonly hasOlder: boolean;
    loadOlder(): Promise<void>;
    close(): void;
  };
}

export interface ClientRecorder {
  /** Sends through the client and notes it, and what became of it. Settles as the client's `send` does. */
  send(
    conversationId: ConversationId,
    body: MessageBody,
    options?: { clientId?: string },
  ): Promise<SentView>;
  /** Notes everything that the device has of a conversation, at the end, when all is quiet. */
  recordFinal(conversationId: ConversationId): Promise<void>;
  /** Stops listening; what was noted stays. */
  stop(): void;
}

/**
 * Notes from now on what a client shows, reads, is told that others have read, sends through `send`,
 * and gets acknowledged. Set
 * `catchUpEvents` and `backgroundCatchUpEvents` of the client to Infinity: what it skips counts as a hole.
 *
 * @param ids.deviceId unique for this run of this client; its session's id will do.
 */
export function recordClient(
  client: RecordableClient,
  history: { add(fact: Fact): void },
  ids: { deviceId: string; userId: UserId },
): ClientRecorder {
  const readSeqs = new Map<string, number>();
  const noteRead = (conversationId: ConversationId, userId: UserId, seq: number) => {
    const key = `${conversationId} ${userId}`;
    if (readSeqs.get(key) === seq) return;
    readSeqs.set(key, seq);
    history.add({ kind: 'read', deviceId: ids.deviceId, userId, conversationId, seq });
  };
  const noteReads = () => {
    for (const { conversationId, readSeq, receipts } of client.conversations.items) {
      noteRead(conversationId, ids.userId, readSeq);
      for (const [userId, other] of receipts.positions) {
        noteRead(conversationId, userId, other.readSeq);
      }
    }
  };
  noteReads();
  const unsubscribers = [
    client.conversations.onChange(noteReads),
    client.onEvent(event => {
      const { conversationId } = event;
      history.add({ kind: 'seen', ...ids, conversationId, event: toLoggedEvent(event) });
    }),
  ];

  return {
    async send(conversationId, body, { clientId = crypto.randomUUID() } = {}) {
      const message = { ...ids, conversationId, clientId };
      const content = contentOf({ type: 'message', body });
      history.add({ kind: 'send', ...message, content });
      try {
        const sent = await client.send(conversationId, body, { clientId });
        const { seq, messageId } = sent;
        const at = { conversationId: sent.conversationId, seq, messageId };
        history.add({ kind: 'acknowledged', ...message, ...at });
        return sent;
      } catch (error) {
        history.add({ kind: 'refused', ...message, code: toParleyError(error).code });
        throw error;
      }
    },

    async recordFinal(conversationId) {
      const timeline = client.open(conversationId);
      try {
        await timeline.ready;
        while (timeline.hasOlder) await timeline.loadOlder();
        const events = timeline.events.map(toLoggedEvent);
        history.add({ kind: 'final', ...ids, conversationId, events });
      } finally {
        timeline.close();
      }
    },

    stop() {
      for (const unsubscribe of unsubscribers) unsubscribe();
    },
  };
}
