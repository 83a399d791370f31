import { hash32, type Logger, type ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Channel } from '../channel/channel.ts';
import type { Bucket } from '../hub/bucket.ts';
import type { Hub } from '../hub/hub.ts';
import { bindingOf } from './binding.ts';
import type { Occupancy } from './occupancy.ts';
import type { TellHeads } from './tell-heads.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  hub: Pick<Hub, 'buckets' | 'subscribersOf'>;
  occupancy: Pick<Occupancy, 'occupied' | 'takeDoubtful'>;
  tellHeads: Pick<TellHeads, 'afterGap'>;
  logger: Logger;
}

/**
 * Confirms a bucket's bindings, and its share of the occupied conversations, before they expire. Whose
 * binding had been lost (a session store that was emptied) is told the heads, since pushes did not
 * come here meanwhile; logic names them until they come back with `gapKnown`. Never rejects: the next touch comes soon enough.
 */
export function createTouch(ports: Ports): (bucket: Bucket, index: number) => Promise<void> {
  const { logic, serverId, hub, occupancy, tellHeads, logger } = ports;

  const conversationsOf = (index: number) =>
    [...occupancy.occupied()].filter(
      conversationId => hash32(conversationId) % hub.buckets.length === index,
    );

  /** Who knows of a gap: said with the next touch, so that it is not named again. */
  const told = new WeakSet<Channel>();

  return async (bucket, index) => {
    const conversationIds = conversationsOf(index);
    const channels = [...bucket.channels()];
    const bindings = channels.flatMap(channel => {
      const binding = bindingOf(channel);
      return binding ? [{ ...binding, gapKnown: told.has(channel) }] : [];
    });
    if (bindings.length === 0 && conversationIds.length === 0) return;
    try {
      const call = { serverId, bindings, conversationIds };
      const { reboundConnectionIds } = await logic.exchange('touch', call, serverId);
      const rebound = new Set(reboundConnectionIds);
      for (const channel of channels) told.delete(channel);
      const missed = new Set(channels.filter(channel => rebound.has(channel.connectionId)));
      for (const conversationId of occupancy.takeDoubtful(conversationIds)) {
        for (const channel of hub.subscribersOf(conversationId)) missed.add(channel);
      }
      if (missed.size === 0) return;
      await tellHeads.afterGap([...missed]);
      for (const channel of missed) if (rebound.has(channel.connectionId)) told.add(channel);
    } catch (error) {
      logger.warn({ err: error, sockets: bindings.length }, 'bindings were not confirmed');
    }
  };
}
