import type { Binding, SessionStore } from '@parley/session-store';
import type { PresenceTeller } from '../presence/presence-teller.ts';

interface Ports {
  sessionStore: Pick<SessionStore, 'unbind'>;
  presence: Pick<PresenceTeller, 'tell'>;
}

/** Sockets are gone: their bindings go too, unless the device has another socket by now. */
export type CloseConnections = (bindings: readonly Binding[]) => Promise<void>;

export function closeConnections({ sessionStore, presence }: Ports): CloseConnections {
  return async bindings => {
    if (bindings.length === 0) return;
    const { changes } = await sessionStore.unbind(bindings);
    presence.tell(changes);
  };
}
