import { Metadata } from '@grpc/grpc-js';
import type { Dispatch__Output, PushReply, PushRequest__Output } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { publicError, toRpcError } from './errors.ts';
import type { ServerStream } from './link.ts';

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
): (stream: ServerStream<PushRequest__Output, PushReply>) => void {
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
    let inHand = 0;
    let isBlocked = false;
    let isPaused = false;
    let hasEnded = false;
    let isGone = false;

    const follow = () => {
      const mustWait = inHand >= maxInHand || isBlocked;
      if (mustWait !== isPaused) {
        isPaused = mustWait;
        if (mustWait) stream.pause();
        else stream.resume();
      }
      if (hasEnded && inHand === 0 && !isGone) stream.end();
    };

    stream.on('data', frame => {
      inHand += 1;
      void carryOut(frame).then(reply => {
        inHand -= 1;
        if (isGone) return;
        isBlocked = !stream.write(reply);
        follow();
      });
      follow();
    });
    stream.on('drain', () => {
      isBlocked = false;
      follow();
    });
    stream.on('end', () => {
      hasEnded = true;
      follow();
    });
    stream.on('cancelled', () => {
      isGone = true;
    });
    stream.on('error', error => {
      isGone = true;
      logger.debug({ err: error }, 'a push stream broke');
    });
    // Tells the sender that the stream is accepted; it sends nothing before.
    stream.sendMetadata(new Metadata());
  };
}
