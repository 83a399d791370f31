import { Metadata } from '@grpc/grpc-js';
import type {
  Call__Output,
  ExchangeReply,
  ExchangeRequest__Output,
  Reply,
} from '@parley/contracts';
import { type Logger, ParleyError } from '@parley/core';
import { publicError, toRpcError } from './errors.ts';
import { FrameWriter } from './frame-writer.ts';
import { replyBytes } from './item-bytes.ts';
import { MAX_UNANSWERED_PER_STREAM, OVERLOADED_RETRY_AFTER_MS } from './limits.ts';
import type { ServerStream } from './link.ts';

/** What a call is answered with; the id is put in by the stream. */
export type ExchangeAnswer = Omit<Reply, 'id' | 'error'>;

/** Where what became of a call is said, at any time and once. */
export interface ExchangeReplies {
  /** @param reply with the id of its call */
  answer(reply: Reply): void;
  /** @param error if it is not a ParleyError, it is logged and leaves as `internal` */
  refuse(callId: number, error: unknown): void;
}

export interface ServeExchangeOptions {
  /**
   * Carries out one call. It is started for all calls of a frame in the same turn of the event loop,
   * so that a group commit can collect them. What it throws goes back as the call's error.
   *
   * Undefined: it tells `replies` itself. That costs no promise, which is what a message that is
   * answered with a whole batch would pay for.
   */
  handle(call: Call__Output, replies: ExchangeReplies): Promise<ExchangeAnswer> | undefined;
  logger: Logger;
  /** Calls of one stream in hand at a time; beyond it `overloaded`. Default MAX_UNANSWERED_PER_STREAM. */
  maxUnanswered?: number;
  /** Told of each call beyond `maxUnanswered`; for metrics. */
  onRefused?(): void;
  /** Told of each call that `handle` took and that was answered since, whoever still hears it. */
  onAnswered?(): void;
}

/**
 * The server side of Logic.Exchange. Calls are answered in any order; the replies of one turn share a
 * frame. A client that does not read its replies is not read from either.
 */
export function serveExchange(
  options: ServeExchangeOptions,
): (stream: ServerStream<ExchangeRequest__Output, ExchangeReply>) => void {
  const { logger, maxUnanswered = MAX_UNANSWERED_PER_STREAM } = options;

  return stream => {
    let unanswered = 0;
    let ended = false;
    let gone = false;

    const finishIfDone = () => {
      if (ended && unanswered === 0 && !gone) stream.end();
    };
    const writer = new FrameWriter<Reply, ExchangeReply>(stream, {
      toFrame: replies => ({ replies }),
      bytesOf: replyBytes,
      onBlocked: blocked => {
        if (blocked) stream.pause();
        else stream.resume();
      },
      onWritten: replies => {
        unanswered -= replies;
        finishIfDone();
      },
    });
    const write = (reply: Reply) => {
      if (!gone) writer.add(reply);
    };
    const refusal = (id: number, error: unknown): Reply => ({
      id,
      error: toRpcError(publicError(error, logger)),
    });
    const replies: ExchangeReplies = {
      answer: reply => {
        options.onAnswered?.();
        write(reply);
      },
      refuse: (id, error) => replies.answer(refusal(id, error)),
    };

    const carryOut = (call: Call__Output) => {
      const { id } = call;
      try {
        options.handle(call, replies)?.then(
          answer => replies.answer({ ...answer, id }),
          error => replies.refuse(id, error),
        );
      } catch (error) {
        replies.refuse(id, error);
      }
    };

    stream.on('data', (frame: ExchangeRequest__Output) => {
      for (const call of frame.calls) {
        if (unanswered++ < maxUnanswered) {
          carryOut(call);
        } else {
          options.onRefused?.();
          write(refusal(call.id, overloaded(maxUnanswered)));
        }
      }
    });
    stream.on('end', () => {
      ended = true;
      finishIfDone();
    });
    stream.on('cancelled', () => {
      gone = true;
    });
    stream.on('error', error => {
      gone = true;
      logger.debug({ err: error }, 'an exchange stream broke');
    });
    // Tells the client that the stream is accepted; it sends nothing before.
    stream.sendMetadata(new Metadata());
  };
}

function overloaded(maxUnanswered: number): ParleyError {
  return new ParleyError('overloaded', 'Too many requests are in hand. Please try again.', {
    expected: `at most ${maxUnanswered} calls in hand on one stream`,
    retryAfterMs: OVERLOADED_RETRY_AFTER_MS,
  });
}
