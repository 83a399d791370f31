import type { KeyValueStorage } from '../session/key-value-storage.ts';

/** The session in `localStorage`, shared by all tabs of the origin. */
export function localStorageAdapter(storage: Storage = window.localStorage): KeyValueStorage {
  return {
    get: key => storage.getItem(key),
    set: (key, value) => storage.setItem(key, value),
    remove: key => storage.removeItem(key),
    onChanged: (key, listener) => {
      // Fires in the other tabs only; a null key means that everything was cleared.
      const onStorage = (event: StorageEvent) => {
        if (event.key === key || event.key === null) listener();
      };
      window.addEventListener('storage', onStorage);
      return () => window.removeEventListener('storage', onStorage);
    },
  };
}
