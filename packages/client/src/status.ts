import type { ParleyError } from '@parley/core';

/**
 * `offline`: not connected; `retryAtMs` says when the next try begins, null if there will be none.
 * `error` is what ended the last connection, if it was an error.
 */
export type ClientStatus =
  | { readonly state: 'signed-out'; readonly retryAtMs: null; readonly error: ParleyError | null }
  | {
      readonly state: 'offline';
      readonly retryAtMs: number | null;
      readonly error: ParleyError | null;
    }
  | { readonly state: 'connecting'; readonly retryAtMs: null; readonly error: null }
  | { readonly state: 'online'; readonly retryAtMs: null; readonly error: null };

export type ClientState = ClientStatus['state'];
