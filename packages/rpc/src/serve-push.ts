import { once } from 'node:events';
import { type handleBidiStreamingCall, Metadata } from '@grpc/grpc-js';
import type { Dispatch__Output, PushReply, PushRequest__Output } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { publicError, toRpcError } from './errors.ts';

export interface ServePushOptions {
  /** Carries out one frame. Called in the order of arrival. */
  handle(dispatches: Dispatch__Output[]): Promise<{ deliveries: number }>;
  /**
   * Frames of a stream that may be in hand at once. With more than one `handle` keeps their order by
   * itself, and may join them. Default 1: the next frame waits until `handle` has resolved.
   */
  maxInHand?: number;
  logger: Logger;
}

/**
 * The server side of Connect.Push: frames are carried out in the order of arrival. A node that cannot
 * keep up is not read from, and the sender waits.
 */
export function servePush(
  options: ServePushOptions,
): handleBidiStreamingCall<PushRequest__Output, PushReply> {
  const { logger, maxInHand = 1 } = options;

  const carryOut = async (frame: PushRequest__Output): Promise<PushReply> => {
    try {
      const { deliveries } = await options.handle(frame.dispatches);
      return { id: frame.id, deliveries };
    } catch (error) {
      return { id: frame.id, error: toRpcError(publicError(error, logger)) };
    }
  };

  return stream => {
    const gone = new AbortController();
    stream.on('cancelled', () => gone.abort());
    stream.on('error', error => {
      gone.abort();
      logger.debug({ err: error }, 'a push stream broke');
    });

    const run = async () => {
      const frames: AsyncIterable<PushRequest__Output> = stream.iterator({
        destroyOnReturn: false,
      });
      const inHand = new Set<Promise<void>>();
      for await (const frame of frames) {
        const job = carryOut(frame).then(reply => {
          stream.write(reply);
          inHand.delete(job);
        });
        inHand.add(job);
        if (inHand.size >= maxInHand) await Promise.race(inHand);
        if (stream.writableNeedDrain) await once(stream, 'drain', { signal: gone.signal });
      }
      await Promise.all(inHand);
      stream.end();
    };
    run().catch(error => {
      // The iterator fails when the sender goes away in the middle, which is no news.
      if (!gone.signal.aborted) logger.warn({ err: error }, 'a push stream ended unexpectedly');
    });
    // Tells the sender that the stream is accepted; it sends nothing before.
    stream.sendMetadata(new Metadata());
  };
}
