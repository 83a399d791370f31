import { type Logger, toParleyError } from '@parley/core';
import type { Channel } from '../channel/channel.ts';
import { errorFrame } from '../frames/server-frames.ts';

interface Ports {
  maxInFlight: number;
  tally: { requestsInFlight: number; paused: number };
  logger: Logger;
}

/** Never rejects: a request is answered, if only with an error. */
export type Answer = (channel: Channel, id: number, work: () => Promise<Buffer>) => Promise<void>;

/**
 * Answers requests with the frame that their work makes, or with its error. While too many of a
 * channel's requests are unanswered its socket is not read: the client's own writes wait.
 */
export function createAnswer({ maxInFlight, tally, logger }: Ports): Answer {
  return async (channel, id, work) => {
    channel.inFlight += 1;
    tally.requestsInFlight += 1;
    if (channel.inFlight === maxInFlight) {
      tally.paused += 1;
      channel.transport.pause();
    }
    try {
      channel.send(await work());
    } catch (error) {
      const known = toParleyError(error);
      if (known.code === 'internal') logger.error({ err: error }, 'a request failed unexpectedly');
      channel.send(errorFrame(id, known));
    }
    channel.inFlight -= 1;
    tally.requestsInFlight -= 1;
    if (channel.transport.isPaused && channel.inFlight <= maxInFlight / 2) {
      channel.transport.resume();
    }
  };
}
