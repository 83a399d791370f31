import type { Platform } from '../platform.ts';

/** Where something of a module can be reached; for the greeting. */
export interface Endpoint {
  name: string;
  url: string;
}

/**
 * Starts a module. Whatever it opens it gives to `platform.lifecycle` at once, so that a start that
 * fails half-way leaves nothing open, and a stop goes through the same steps backwards.
 */
export type StartModule = (platform: Platform) => Promise<readonly Endpoint[]>;
