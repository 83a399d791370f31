import type { Call, Dispatch, Reply } from '@parley/contracts';

/** What an item costs besides the parts that are counted. */
const BASE_BYTES = 128;
const PER_ENTRY_BYTES = 96;

/** About how large a call is on the wire: enough to keep frames near their target. */
export function callBytes(call: Call): number {
  const entries =
    (call.heads?.known?.length ?? 0) +
    (call.open?.known?.length ?? 0) +
    (call.close?.bindings?.length ?? 0) +
    (call.occupy?.occupied?.length ?? 0) +
    (call.occupy?.vacated?.length ?? 0) +
    (call.touch?.bindings?.length ?? 0) +
    (call.touch?.conversationIds?.length ?? 0);
  return BASE_BYTES + (call.send?.body?.length ?? 0) + entries * PER_ENTRY_BYTES;
}

/** About how large a reply is on the wire. */
export function replyBytes(reply: Reply): number {
  const entries =
    (reply.open?.subscribeTo?.length ?? 0) +
    (reply.open?.heads?.heads?.length ?? 0) +
    (reply.heads?.heads?.length ?? 0) +
    (reply.touch?.reboundConnectionIds?.length ?? 0);
  let bytes = BASE_BYTES + entries * PER_ENTRY_BYTES;
  for (const event of reply.history?.events ?? []) bytes += event.length;
  return bytes;
}

/** About how large a dispatch is on the wire. */
export function dispatchBytes(dispatch: Dispatch): number {
  const entries =
    (dispatch.audience?.users?.userIds?.length ?? 0) + (dispatch.subscriptions?.length ?? 0);
  return BASE_BYTES + (dispatch.event?.length ?? 0) + entries * PER_ENTRY_BYTES;
}
