import type { WatchFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { presencesFrame } from '../frames/server-frames.ts';
import type { Hub } from '../hub/hub.ts';
import type { WatchedPresence } from '../presence/watched-presence.ts';
import type { Answer } from './answer.ts';

interface Ports {
  hub: Pick<Hub, 'watch'>;
  watchedPresence: Pick<WatchedPresence, 'ask'>;
  answer: Answer;
}

export type WatchPresence = (
  channel: Channel,
  identity: Identity,
  frame: WatchFrame,
) => Promise<void>;

/**
 * Changes whose presence a channel is told, and answers with what it is now. Changes are heard before
 * it is asked: what happens in between comes as a signal, with a higher version than the answer.
 */
export function createWatchPresence({ hub, watchedPresence, answer }: Ports): WatchPresence {
  return (channel, { caller }, frame) => {
    const userIds = new Set(frame.userIds);
    hub.watch(channel, userIds);
    return answer(channel, frame.id, async () =>
      presencesFrame(frame.id, await watchedPresence.ask(caller, [...userIds])),
    );
  };
}
