import { type Dispatch, decodeDispatchBatch, encodeDispatchBatch } from '@parley/contracts';
import type { RoutedDispatch } from '../src/routing/dispatch.ts';

/** Queue payload of these dispatches, as logic makes it. */
export function payloadOf(...dispatches: Dispatch[]): Uint8Array {
  return encodeDispatchBatch({ dispatches });
}

/** A dispatch as it comes off the queue: through the real encoding, so that every field is there. */
export function routed(dispatch: Dispatch, partition = 0): RoutedDispatch {
  const [decoded] = decodeDispatchBatch(payloadOf(dispatch)).dispatches;
  if (!decoded) throw new Error('one dispatch goes in, one comes out');
  return { ...decoded, partition };
}

/** An event for who is subscribed to the conversation. */
export function toSubscribers(conversationId: string, seq: number): Dispatch {
  return {
    conversationId,
    seq,
    audience: { subscribers: true },
    event: Buffer.from(`{"conversationId":"${conversationId}","seq":${seq}}`),
  };
}

/** An event for these users. */
export function toUsers(conversationId: string, seq: number, userIds: string[]): Dispatch {
  return { ...toSubscribers(conversationId, seq), audience: { users: { userIds } } };
}
