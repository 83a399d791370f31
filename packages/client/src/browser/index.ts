export { browserOptions } from './browser-options.ts';
export { indexedDbOutbox } from './indexed-db-outbox.ts';
export { localStorageAdapter } from './local-storage.ts';
export { tabLock } from './tab-lock.ts';
