import type { HistoryReply__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { HistoryFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { pageFrame } from '../frames/server-frames.ts';
import type { Answer } from './answer.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  answer: Answer;
  /** A page holds no more, unless one event alone does. */
  pageBytes: number;
}

export type ReadHistory = (
  channel: Channel,
  identity: Identity,
  frame: HistoryFrame,
) => Promise<void>;

/**
 * Answers with pages of a log, one after the other for each channel, and only as fast as the client
 * reads: who asks for a hundred pages at once (a device that was away for long) is served, and is not
 * taken for a reader who is too slow.
 */
export function createReadHistory({ logic, answer, pageBytes }: Ports): ReadHistory {
  const lastPage = new WeakMap<Channel, Promise<void>>();

  const readPage = async ({ caller }: Identity, frame: HistoryFrame): Promise<Buffer> => {
    const { id, conversationId, afterSeq, beforeSeq, limit } = frame;
    const call = { caller, conversationId, afterSeq, beforeSeq, limit };
    const reply = await logic.exchange('history', call, conversationId);
    return pageFrame(id, conversationId, cutPage(reply, beforeSeq !== undefined, pageBytes));
  };

  return (channel, identity, frame) => {
    const before = lastPage.get(channel);
    const page = answer(channel, frame.id, async () => {
      await before;
      await untilRead(channel, pageBytes);
      if (channel.state.is === 'closed') {
        throw new ParleyError('unavailable', 'The connection was closed.');
      }
      return readPage(identity, frame);
    });
    lastPage.set(channel, page);
    return page;
  };
}

/** Resolves when no more than `bytes` are on their way to the client, or the channel is closed. */
async function untilRead(channel: Channel, bytes: number): Promise<void> {
  while (channel.state.is !== 'closed' && channel.outboundBytes > bytes) {
    if (channel.transport.writableLength > bytes) {
      await new Promise<void>(resolve => channel.transport.onceDrained(resolve));
    } else {
      // The rest is written in the bucket's turn.
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}

/**
 * As many events as fit, at least one: the first ones of a page that goes up, the last ones of one
 * that goes back. A page that was cut says that there is more.
 */
export function cutPage(
  reply: HistoryReply__Output,
  goesBack: boolean,
  maxBytes: number,
): HistoryReply__Output {
  const inOrder = goesBack ? reply.events.toReversed() : reply.events;
  let bytes = 0;
  let kept = 0;
  for (const event of inOrder) {
    bytes += event.length;
    if (kept > 0 && bytes > maxBytes) break;
    kept += 1;
  }
  if (kept === reply.events.length) return reply;
  const events = goesBack ? reply.events.slice(-kept) : reply.events.slice(0, kept);
  return { ...reply, events, hasMore: true };
}
