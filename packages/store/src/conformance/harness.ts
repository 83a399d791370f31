import type { Store } from '../store.ts';

/** One database, empty at first. */
export interface StoreHarness {
  /** A store on it, as another process would open it. The suite closes it. */
  open(): Promise<Store>;
  /** Called when every store is closed. */
  dispose(): Promise<void>;
}

/** What a test has: a store, and the way to more of them on the same database. */
export interface Subject {
  store: () => Store;
  open: () => Promise<Store>;
}
