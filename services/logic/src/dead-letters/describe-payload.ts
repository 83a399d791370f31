import { decodeDispatchBatch } from '@parley/contracts';

/** What of a dispatch concerns a person who operates the server; never what somebody wrote. */
export interface DispatchSummary {
  conversationId: string;
  seq: number;
  /** The node that has not had it; empty when it is for all that it concerns. */
  serverId: string;
}

/** What lies in a queue payload; nothing when it cannot be read. */
export function describePayload(payload: Uint8Array): DispatchSummary[] {
  try {
    return decodeDispatchBatch(payload).dispatches.map(one => ({
      conversationId: one.conversationId,
      seq: one.seq,
      serverId: one.onlyServerId,
    }));
  } catch {
    return [];
  }
}
