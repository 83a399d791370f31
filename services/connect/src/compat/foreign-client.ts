import type { ErrorBody } from '@parley/core';
import type { ConversationKind, MessageEvent, RosterSignal } from '@parley/wire';
import type { Transport } from '../channel/transport.ts';

/** What carries the bytes to the foreign client. */
export type Carrier = Omit<Transport, 'write'>;

/** Who is told what comes for the foreign client. */
export interface NodeListener {
  /** The node has let it in. */
  welcomed(): void;
  /** A message of a private conversation or of the room, once and in the order of its log. */
  message(event: MessageEvent, kind: ConversationKind, senderName: string): void;
  roster(signal: RosterSignal): void;
  /** Something that was asked failed. */
  refused(error: ErrorBody): void;
}
