import type { Head__Output } from '@parley/contracts';
import type { ConversationId, Logger } from '@parley/core';
import { hasSubscribers } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import type { Fence } from '../fence/fence.ts';
import { headsFrames } from '../frames/server-frames.ts';
import type { CompareHeads, Held } from '../use-cases/compare-heads.ts';
import type { Occupancy } from './occupancy.ts';

interface Ports {
  compareHeads: CompareHeads;
  fence: Pick<Fence, 'check'>;
  occupancy: Pick<Occupancy, 'ensure' | 'renew'>;
  logger: Logger;
}

export interface TellHeads {
  /**
   * All heads, to channels that may have missed anything, once pushes of all their rooms come here
   * again: what is committed after the answer must find its way.
   */
  afterGap(channels: readonly Channel[]): Promise<void>;
  /**
   * The head of a conversation that a push has subscribed these channels to. What was committed
   * after that push and before the node was known to be interested did not come here.
   */
  afterJoin(conversationId: ConversationId, channels: readonly Channel[]): Promise<void>;
}

/**
 * Both ask once per user, and never reject: who cannot be told is closed with `unavailable` and
 * resumes on another connection, since it would not learn by itself that something is missing.
 */
export function createTellHeads({ compareHeads, fence, occupancy, logger }: Ports): TellHeads {
  const orClose = async (channels: readonly Channel[], work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      logger.warn({ err: error, sockets: channels.length }, 'heads could not be told');
      for (const channel of channels) channel.close('unavailable');
    }
  };

  /** Whoever was removed in the gap. */
  const checkOthers = (channel: Channel, heads: readonly Head__Output[]) => {
    const own = new Set(heads.map(head => head.conversationId));
    for (const { conversationId } of channel.rooms) {
      if (!own.has(conversationId)) fence.check(conversationId);
    }
  };

  /** Asks for each user, and tells the channels. */
  const tellEach = async (
    channels: readonly Channel[],
    held: Held,
    tell: (channel: Channel, heads: readonly Head__Output[], frames: readonly Buffer[]) => void,
  ) => {
    const work = byUser(channels).map(([identity, own]) =>
      orClose(own, async () => {
        const { heads } = await compareHeads(identity, held);
        const frames = headsFrames(heads);
        for (const channel of own) tell(channel, heads, frames);
      }),
    );
    await Promise.all(work);
  };

  const sendAll = (channel: Channel, frames: readonly Buffer[]) => {
    for (const frame of frames) channel.send(frame);
  };

  return {
    afterGap: channels =>
      orClose(channels, async () => {
        const rooms = channels.flatMap(channel => channel.rooms);
        await occupancy.renew([...new Set(rooms.map(room => room.conversationId))]);
        await tellEach(channels, { heads: [], limit: 0 }, (channel, heads, frames) => {
          // Who was added in the gap begins anew, for this node was not told.
          if (isLackingOf(channel, heads)) channel.close('unavailable');
          else sendAll(channel, frames);
          checkOthers(channel, heads);
        });
      }),

    afterJoin: (conversationId, channels) =>
      orClose(channels, async () => {
        await occupancy.ensure([conversationId]);
        const open = channels.filter(channel => channel.state.is !== 'closed');
        const afterId = String(BigInt(conversationId) - 1n);
        const range = { afterId, upToId: conversationId, heads: [] };
        await tellEach(open, range, (channel, heads, frames) => {
          // Out again already; as a rule the push that says so is on its way.
          if (heads.length === 0) fence.check(conversationId);
          sendAll(channel, frames);
        });
      }),
  };
}

/** Whether there is a conversation that its subscribers hear, and that the channel does not. */
function isLackingOf(channel: Channel, heads: readonly Head__Output[]): boolean {
  const subscribed = new Set(channel.rooms.map(room => room.conversationId));
  return heads.some(
    ({ kind, conversationId }) => hasSubscribers(kind) && !subscribed.has(conversationId),
  );
}

/** The channels of each user, with an identity to ask under. */
function byUser(channels: readonly Channel[]): [Identity, Channel[]][] {
  const groups = new Map<string, [Identity, Channel[]]>();
  for (const channel of channels) {
    const { identity } = channel;
    if (identity === undefined) continue;
    const group = groups.get(identity.userId);
    if (group) group[1].push(channel);
    else groups.set(identity.userId, [identity, [channel]]);
  }
  return [...groups.values()];
}
