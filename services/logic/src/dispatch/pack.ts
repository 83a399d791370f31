import { type Dispatch, encodeDispatchBatch } from '@parley/contracts';
import { partitionOf, type QueueMessage } from '@parley/queue';

export interface PackOptions {
  /** The queue's number of partitions. */
  partitions: number;
  /** An element is closed when its events hold about this much. */
  maxElementBytes: number;
}

interface Open {
  key: string;
  dispatches: Dispatch[];
  bytes: number;
}

/**
 * Packs dispatches into as few queue elements as possible: one per partition, more when they get too
 * large. The dispatches of a conversation stay in order. (An element of a hundred costs the queue
 * hardly more than an element of one.)
 */
export function packDispatches(
  dispatches: readonly Dispatch[],
  { partitions, maxElementBytes }: PackOptions,
): QueueMessage[] {
  const open = new Map<number, Open>();
  const packed: QueueMessage[] = [];
  const close = ({ key, dispatches }: Open) =>
    packed.push({ key, payload: encodeDispatchBatch({ dispatches }) });

  for (const dispatch of dispatches) {
    // Presence is about nobody's conversation; any partition will do, so it is spread by the person.
    const key = dispatch.conversationId || dispatch.audience?.watchersOf || '';
    const partition = partitionOf(key, partitions);
    const bytes = (dispatch.event?.length ?? 0) + (dispatch.signal?.length ?? 0);
    let element = open.get(partition);
    if (element !== undefined && element.bytes + bytes > maxElementBytes) {
      close(element);
      element = undefined;
    }
    if (element === undefined) {
      element = { key, dispatches: [], bytes: 0 };
      open.set(partition, element);
    }
    element.dispatches.push(dispatch);
    element.bytes += bytes;
  }
  for (const element of open.values()) close(element);
  return packed;
}
