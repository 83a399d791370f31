import type { Logger, ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Channel } from '../channel/channel.ts';
import type { Bucket } from '../hub/bucket.ts';
import { bindingOf } from './binding.ts';
import type { Occupancy } from './occupancy.ts';
import type { Recall } from './recall.ts';
import type { TellHeads } from './tell-heads.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  occupancy: Pick<Occupancy, 'occupied' | 'takeDoubtful' | 'doubt'>;
  tellHeads: Pick<TellHeads, 'afterGap'>;
  recall: Recall;
  logger: Logger;
}

/**
 * Confirms a bucket's bindings, and its share of the occupied conversations, before they expire. Whose
 * binding had been lost (a session store that was emptied) is told the heads, since pushes did not
 * come here meanwhile; logic names them until they come back with `gapKnown`. A conversation that the
 * node was not known to have is recalled: the one may be lost without the other. Never rejects: the
 * next touch comes soon enough.
 */
export function createTouch(ports: Ports): (bucket: Bucket, index: number) => Promise<void> {
  const { logic, serverId, occupancy, tellHeads, recall, logger } = ports;

  /** Who knows of a gap: said with the next touch, so that it is not named again. */
  const told = new WeakSet<Channel>();

  return async (bucket, index) => {
    const conversationIds = [...occupancy.occupied(index)];
    const channels = [...bucket.channels()];
    const bindings = channels.flatMap(channel => {
      const binding = bindingOf(channel);
      return binding ? [{ ...binding, gapKnown: told.has(channel) }] : [];
    });
    if (bindings.length === 0 && conversationIds.length === 0) return;
    try {
      const call = { serverId, bindings, conversationIds };
      const { reboundConnectionIds, regainedConversationIds } = await logic.exchange(
        'touch',
        call,
        serverId,
      );
      const rebound = new Set(reboundConnectionIds);
      for (const channel of channels) told.delete(channel);
      const missed = channels.filter(channel => rebound.has(channel.connectionId));
      const doubtful = occupancy.takeDoubtful(conversationIds);
      const regained = new Set([...doubtful, ...regainedConversationIds]);
      if (regained.size > 0) await recall([...regained]);
      if (missed.length === 0) return;
      await tellHeads.afterGap(missed);
      for (const channel of missed) told.add(channel);
    } catch (error) {
      occupancy.doubt(conversationIds);
      logger.warn({ err: error, sockets: bindings.length }, 'bindings were not confirmed');
    }
  };
}
