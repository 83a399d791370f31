import { afterEach, beforeEach, describe } from '@jest/globals';
import type { SessionStore } from '../session-store.ts';
import { describeBindings } from './bindings.ts';
import type { CreateSessionStore, SessionStoreDeviations, SessionStoreHarness } from './harness.ts';
import { describeLifetimes } from './lifetimes.ts';
import { describeOccupancy } from './occupancy.ts';
import { describePresence } from './presence.ts';

/** What a test has: a node's handle, and the way to more of them. */
export interface Subject {
  store: () => SessionStore;
  harness: () => SessionStoreHarness;
}

/** The promises of the port. Every adapter passes them, or names what it cannot do and why. */
export function describeSessionStore(
  name: string,
  create: CreateSessionStore,
  deviations: SessionStoreDeviations = {},
): void {
  function subject(ttl: 'long' | 'short'): Subject {
    let harness: SessionStoreHarness;
    let store: SessionStore;
    beforeEach(async () => {
      harness = await create(ttl);
      store = await harness.open();
    });
    afterEach(() => harness.close());
    return { store: () => store, harness: () => harness };
  }

  describe(`session store: ${name}`, () => {
    const lasting = subject('long');
    describeBindings(lasting);
    describeOccupancy(lasting);
    describePresence(lasting);
  });
  describe(`session store: ${name}, as time goes by`, () => {
    describeLifetimes(subject('short'), deviations);
  });
}
