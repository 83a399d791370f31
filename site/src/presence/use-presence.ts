import type { PresenceView } from '@parley/client';
import type { UserId } from '@parley/core';
import { useEffect } from 'preact/hooks';
import { type Model, useModel } from '../model/model.ts';

/** Follows somebody while the component stands; it is drawn again when that person comes or goes. */
export function usePresence(userId: UserId | undefined): PresenceView | null {
  const model = useModel();
  const { client } = model;
  useEffect(() => {
    if (userId === undefined) return;
    return client.presence.watch([userId]);
  }, [client, userId]);
  return userId === undefined ? null : presenceOf(userId, model);
}

function presenceOf(userId: UserId, { client, presence }: Model): PresenceView | null {
  // Read so that the component is drawn again.
  return presence.value >= 0 ? client.presence.get(userId) : null;
}
