import { ParleyError } from '@parley/core';
import { deferred } from './deferred.ts';
import type { Connection } from './socket/connection.ts';
import type { ClientStatus } from './status.ts';

/** Resolves when the connection is online; rejects when it will not be by itself. */
export function whenConnected(connection: Connection): Promise<void> {
  const online = deferred<void>();
  if (connection.status.state === 'online') online.resolve();
  if (connection.status.state === 'signed-out') online.reject(reasonOf(connection.status));
  const unsubscribe = connection.statusChanged.subscribe(status => {
    if (status.state === 'online') online.resolve();
    else if (status.state === 'signed-out') online.reject(reasonOf(status));
    else if (status.state === 'offline' && status.retryAtMs === null)
      online.reject(reasonOf(status));
  });
  return online.promise.finally(unsubscribe);
}

function reasonOf(status: ClientStatus): ParleyError {
  const signedOut = status.state === 'signed-out';
  const code = signedOut ? 'unauthenticated' : 'unavailable';
  const message = signedOut ? 'You are signed out.' : 'The client was disconnected.';
  return status.error ?? new ParleyError(code, message);
}
