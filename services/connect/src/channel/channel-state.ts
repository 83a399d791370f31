/**
 * A channel's life: `handshaking` until `welcome` is sent, `live`, perhaps `draining` (it works as
 * before, but was told to leave), `closed`. There is no way back.
 */
export type ChannelState =
  | {
      readonly is: 'handshaking';
      /** Fires when no hello came; undefined once it is in hand. */
      readonly timer: NodeJS.Timeout | undefined;
    }
  | { readonly is: 'live' }
  | { readonly is: 'draining'; readonly timer: NodeJS.Timeout }
  | { readonly is: 'closed'; readonly code: number };

// Shared: 19,000 idle channels have one of these between them.
export const HELLO_IN_HAND: ChannelState = { is: 'handshaking', timer: undefined };
export const LIVE: ChannelState = { is: 'live' };

/** Stops whatever clock the state has running. */
export function stopTimer(state: ChannelState): void {
  switch (state.is) {
    case 'handshaking':
    case 'draining':
      clearTimeout(state.timer);
      return;
    case 'live':
    case 'closed':
      return;
    default:
      state satisfies never;
  }
}
