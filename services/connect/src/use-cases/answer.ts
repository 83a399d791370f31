import { type Logger, type ParleyError, toParleyError } from '@parley/core';
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
 * Answers requests: each is begun, and then answered or refused once. While too many of a channel's
 * requests are unanswered its socket is not read: the client's own writes wait.
 */
export class Answers {
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  begin(channel: Channel): void {
    const { maxInFlight, tally } = this.ports;
    channel.inFlight += 1;
    tally.requestsInFlight += 1;
    if (channel.inFlight !== maxInFlight) return;
    tally.paused += 1;
    channel.transport.pause();
  }

  answer(channel: Channel, frame: Buffer): void {
    const { maxInFlight, tally } = this.ports;
    channel.send(frame);
    channel.inFlight -= 1;
    tally.requestsInFlight -= 1;
    if (channel.transport.isPaused && channel.inFlight <= maxInFlight / 2) {
      channel.transport.resume();
    }
  }

  refuse(channel: Channel, id: number, error: ParleyError): void {
    const { logger } = this.ports;
    if (error.code === 'internal') logger.error({ err: error }, 'a request failed unexpectedly');
    this.answer(channel, errorFrame(id, error));
  }

  /** With the frame that `work` makes, or with its error. */
  readonly after: Answer = async (channel, id, work) => {
    this.begin(channel);
    let frame: Buffer;
    try {
      frame = await work();
    } catch (error) {
      this.refuse(channel, id, toParleyError(error));
      return;
    }
    this.answer(channel, frame);
  };
}
