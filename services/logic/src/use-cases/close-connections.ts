import type { Binding, SessionStore } from '@parley/session-store';

interface Ports {
  sessionStore: Pick<SessionStore, 'unbind'>;
}

/** Sockets are gone: their bindings go too, unless the device has another socket by now. */
export type CloseConnections = (bindings: readonly Binding[]) => Promise<void>;

export function closeConnections({ sessionStore }: Ports): CloseConnections {
  return async bindings => {
    if (bindings.length > 0) await sessionStore.unbind(bindings);
  };
}
