import type { ClientOptions, NetworkSignal } from '../options.ts';
import { indexedDbOutbox } from './indexed-db-outbox.ts';
import { localStorageAdapter } from './local-storage.ts';
import { tabLock } from './tab-lock.ts';

/** Both a network that is back and a page that is looked at again are good moments to try. */
const windowNetwork: NetworkSignal = {
  onOnline: listener => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') listener();
    };
    window.addEventListener('online', listener);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', listener);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
};

/** What a page passes to `createClient` beside the addresses: storage, outbox, lock and network. */
export function browserOptions(): Required<
  Pick<ClientOptions, 'storage' | 'outbox' | 'lock' | 'network'>
> {
  return {
    storage: localStorageAdapter(),
    outbox: indexedDbOutbox(),
    lock: tabLock,
    network: windowNetwork,
  };
}
