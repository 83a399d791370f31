import type { Dispatch__Output } from '@parley/contracts';

/** A dispatch as it comes off the queue: every field is there. */
export interface RoutedDispatch extends Dispatch__Output {
  /** Of the queue: where it goes back to when it is set aside. */
  partition: number;
}

/** Whether it is of the moment: not worth trying again, since the next one makes it good. */
export function isSignal({ signal }: RoutedDispatch): boolean {
  return signal.length > 0;
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
