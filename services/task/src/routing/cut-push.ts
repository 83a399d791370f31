import type { RoutedDispatch } from './dispatch.ts';

/** What the fields beside the event take, about; users are ids of at most 16 digits. */
const FIELDS_BYTES = 64;
const USER_BYTES = 24;

/**
 * Cuts a push into pieces of at most about `maxBytes`, in order; a dispatch that is larger is a piece
 * of its own.
 */
export function cutPush(
  dispatches: readonly RoutedDispatch[],
  maxBytes: number,
): RoutedDispatch[][] {
  const pieces: RoutedDispatch[][] = [];
  let piece: RoutedDispatch[] = [];
  let bytes = 0;
  for (const dispatch of dispatches) {
    const more = bytesOf(dispatch);
    if (piece.length > 0 && bytes + more > maxBytes) {
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
