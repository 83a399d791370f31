import type { Dispatch__Output } from '@parley/contracts';

/** A dispatch as it comes off the queue: every field is there. */
export type RoutedDispatch = Dispatch__Output;

/** Whether it changes who hears its conversation. */
export function changesMembers({ subscriptions }: RoutedDispatch): boolean {
  return subscriptions.length > 0;
}

/** Whether it is of the moment: not worth trying again, since the next one makes it good. */
export function isSignal({ signal }: RoutedDispatch): boolean {
  return signal.length > 0;
}

/**
 * Retries first, in the order of `seq`, then the rest as it was: what a retry carries happened before
 * everything that is new in its conversation.
 */
export function retriesFirst(dispatches: readonly RoutedDispatch[]): RoutedDispatch[] {
  const retries = dispatches.filter(dispatch => dispatch.onlyServerId !== '');
  const others = dispatches.filter(dispatch => dispatch.onlyServerId === '');
  return [...retries.toSorted((a, b) => a.seq - b.seq), ...others];
}

/** Why it cannot be known whom a dispatch is for; undefined when it is known. */
export function routingFlaw(dispatch: RoutedDispatch): string | undefined {
  const to = dispatch.audience?.to;
  if (to === 'subscribers' && dispatch.conversationId === '') {
    return 'a dispatch for the subscribers of a conversation names no conversation';
  }
  // Who closes a session without saying whose it is asks every node.
  if (to === undefined && dispatch.closeSessionId === '') return 'a dispatch has no audience';
  return undefined;
}
