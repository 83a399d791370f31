import { ParleyError } from '@parley/core';
import type { Store } from '../store.ts';

interface GuardOptions {
  toOurs: (error: unknown) => unknown;
  /** Waited for before a call resolves. */
  settled?: (() => Promise<void>) | undefined;
}

/**
 * A store whose every call reports foreign errors as ours, and is refused with `unavailable` after
 * `close`. `close` can be called again.
 */
export function guardStore(store: Store, { toOurs, settled }: GuardOptions): Store {
  let closing: Promise<void> | undefined;
  const look: Call = async method => {
    if (closing) throw new ParleyError('unavailable', 'The store is closed.');
    try {
      return await method();
    } catch (error) {
      throw toOurs(error);
    }
  };
  const call: Call = settled
    ? method =>
        look(async () => {
          const result = await method();
          await settled();
          return result;
        })
    : look;
  return {
    accounts: guardPort(store.accounts, call),
    sessions: {
      ...guardPort(store.sessions, call),
      // Before every call of a client; what follows waits for the disk by itself.
      owners: sessionIds => look(() => store.sessions.owners(sessionIds)),
    },
    conversations: guardPort(store.conversations, call),
    log: guardPort(store.log, call),
    ping: () => call(() => store.ping()),
    close: () => (closing ??= store.close()),
  };
}

type Call = <T>(method: () => Promise<T>) => Promise<T>;

function guardPort<Port extends object>(port: Port, call: Call): Port {
  const guarded = Object.entries<(...args: unknown[]) => Promise<unknown>>(
    port as Record<string, (...args: unknown[]) => Promise<unknown>>,
  ).map(([name, method]) => [name, (...args: unknown[]) => call(() => method(...args))]);
  return Object.fromEntries(guarded) as Port;
}
