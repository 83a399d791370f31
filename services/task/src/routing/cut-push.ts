import type { RoutedDispatch } from './dispatch.ts';

/** What the fields beside the event take, about; users are ids of at most 16 digits. */
const FIELDS_BYTES = 64;
const USER_BYTES = 24;

/** How large a push may be. */
export interface PushSize {
  dispatches: number;
  bytes: number;
}

/**
 * Cuts a push into pieces that are no larger than `max` (bytes: about), in order; a dispatch that is
 * larger is a piece of its own.
 */
export function cutPush(dispatches: readonly RoutedDispatch[], max: PushSize): RoutedDispatch[][] {
  const pieces: RoutedDispatch[][] = [];
  let piece: RoutedDispatch[] = [];
  let bytes = 0;
  for (const dispatch of dispatches) {
    const more = bytesOf(dispatch);
    const isFull = piece.length >= max.dispatches || bytes + more > max.bytes;
    if (isFull && piece.length > 0) {
      pieces.push(piece);
      piece = [];
      bytes = 0;
    }
    piece.push(dispatch);
    bytes += more;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

function bytesOf({ event, audience, subscriptions }: RoutedDispatch): number {
  const users = (audience?.users?.userIds.length ?? 0) + subscriptions.length;
  return FIELDS_BYTES + event.length + users * USER_BYTES;
}
