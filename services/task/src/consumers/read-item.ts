import { decodeDispatchBatch, encodeDispatchBatch } from '@parley/contracts';
import type { QueueItem } from '@parley/queue';
import { type RoutedDispatch, routingFlaw } from '../routing/dispatch.ts';

/** What will never work, however often it is tried. */
export interface Poison {
  payload: Uint8Array;
  /** For a person. */
  reason: string;
}

/** What a queue item holds. */
export interface ReadItem {
  dispatches: RoutedDispatch[];
  poison: Poison[];
}

/**
 * Decodes an item. What cannot be read or routed comes back as poison, cut down to the dispatch
 * that is wrong, so that its neighbours still go out.
 */
export function readItem({ partition, payload }: Omit<QueueItem, 'itemId'>): ReadItem {
  let all: RoutedDispatch[];
  try {
    const { dispatches } = decodeDispatchBatch(payload);
    // Not spread: a copy of each would be most of what reading them costs.
    all = dispatches.map(dispatch => Object.assign(dispatch, { partition }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { dispatches: [], poison: [{ payload, reason: `no dispatch batch: ${why}` }] };
  }
  if (all.length === 0) {
    return {
      dispatches: [],
      poison: [{ payload, reason: 'a dispatch batch without a dispatch' }],
    };
  }
  const read: ReadItem = { dispatches: [], poison: [] };
  for (const dispatch of all) {
    const reason = routingFlaw(dispatch);
    if (reason === undefined) read.dispatches.push(dispatch);
    else read.poison.push({ payload: encodeDispatchBatch({ dispatches: [dispatch] }), reason });
  }
  return read;
}
