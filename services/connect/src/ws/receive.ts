import { type ErrorCode, invalid, ParleyError } from '@parley/core';
import { type Limits, WS_CLOSE } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { RateMeter } from '../channel/rate-meter.ts';
import type { ClientRequest } from '../frames/client-request.ts';
import type { FrameReader } from '../frames/read-frame.ts';
import { comparedFrame, errorFrame, pongFrame } from '../frames/server-frames.ts';
import type { Activity } from '../presence/activity.ts';
import type { Answer } from '../use-cases/answer.ts';
import type { CompareHeads } from '../use-cases/compare-heads.ts';
import type { MarkPositions } from '../use-cases/mark-positions.ts';
import type { ReadHistory } from '../use-cases/read-history.ts';
import type { ReadPositions } from '../use-cases/read-positions.ts';
import type { SayHello } from '../use-cases/say-hello.ts';
import type { SendMessage } from '../use-cases/send-message.ts';
import type { WatchPresence } from '../use-cases/watch-presence.ts';

interface Ports {
  reader: FrameReader;
  sayHello: SayHello;
  answer: Answer;
  compareHeads: CompareHeads;
  sendMessage: SendMessage;
  readHistory: ReadHistory;
  readPositions: ReadPositions;
  markPositions: MarkPositions;
  watchPresence: WatchPresence;
  activity: Pick<Activity, 'set'>;
  limits: Limits;
  maxUnreadable: number;
  floodFrames: number;
  tally: { framesIn: number; refused: number };
  /** Counts handshakes that failed. */
  failed: (code: ErrorCode) => void;
}

/** Conversations that are asked about at the cost of one frame; each may have a hundred members. */
const POSITIONS_PER_FRAME = 5;

/** Asking for so many people costs about as much as any other frame. */
const WATCHED_PER_FRAME = 10;

/** What comes from a client, frame by frame. Never throws. */
export type Receive = (channel: Channel, data: Buffer, isBinary: boolean) => void;

export function createReceive(ports: Ports): Receive {
  const { reader, limits, tally } = ports;

  /** The first frame is a hello; nothing else may come until it is answered. */
  const greet = (channel: Channel, text: string) => {
    if (!channel.beginHello()) {
      const error = invalid('frame', 'one more', 'none before the answer to hello');
      refuseHello(channel, reader.idOf(text), error);
      return;
    }
    const reading = reader.read(text);
    if (!reading.ok) {
      refuseHello(channel, reading.id, reading.error);
    } else if (reading.frame.op !== 'hello') {
      const { frame } = reading;
      const id = 'id' in frame ? frame.id : null;
      refuseHello(channel, id, invalid('op', frame.op, '"hello" as the first frame'));
    } else {
      void ports.sayHello(channel, reading.frame);
    }
  };

  const refuseHello = (channel: Channel, id: number | null, error: ParleyError) => {
    ports.failed(error.code);
    channel.refuse(errorFrame(id, error), 'protocol_error');
  };

  /** False when the frame came too early; it has been answered then. */
  const isInTime = (channel: Channel, text: string): boolean => {
    channel.meter ??= new RateMeter(limits, channel.heardAtMs);
    const retryAfterMs = channel.meter.take(channel.heardAtMs);
    if (retryAfterMs === 0) return true;
    tally.refused += 1;
    if (channel.meter.refused > ports.floodFrames) {
      channel.close('flooding');
    } else {
      const message = `Too many frames: ${limits.framesPerSecond} a second are taken.`;
      const error = new ParleyError('rate_limited', message, { retryAfterMs });
      channel.send(errorFrame(reader.idOf(text), error));
    }
    return false;
  };

  const request = (channel: Channel, identity: Identity, text: string) => {
    const reading = reader.read(text);
    if (reading.ok) {
      carryOut(channel, identity, reading.frame);
      return;
    }
    channel.send(errorFrame(reading.id, reading.error));
    if (reading.error.code !== 'bad_frame') return;
    channel.unreadable += 1;
    if (channel.unreadable >= ports.maxUnreadable) channel.close('protocol_error');
  };

  const carryOut = (channel: Channel, identity: Identity, frame: ClientRequest) => {
    switch (frame.op) {
      case 'send':
        ports.sendMessage(channel, identity, frame);
        return;
      case 'compare':
        void ports.answer(channel, frame.id, async () =>
          comparedFrame(frame.id, await ports.compareHeads(identity, frame)),
        );
        return;
      case 'history':
        void ports.readHistory(channel, identity, frame);
        return;
      case 'positions':
        channel.meter?.charge(frame.conversationIds.length / POSITIONS_PER_FRAME);
        void ports.readPositions(channel, identity, frame);
        return;
      case 'watch':
        channel.meter?.charge(frame.userIds.length / WATCHED_PER_FRAME);
        void ports.watchPresence(channel, identity, frame);
        return;
      case 'activity':
        ports.activity.set(channel, frame.away);
        return;
      case 'ack':
      case 'read':
        ports.markPositions(channel, identity, frame);
        return;
      case 'ping':
        channel.send(pongFrame(frame.id));
        return;
      case 'hello':
        channel.send(
          errorFrame(frame.id, invalid('op', 'hello', 'hello once, as the first frame')),
        );
        return;
      default:
        frame satisfies never;
    }
  };

  return (channel, data, isBinary) => {
    if (channel.state.is === 'closed') return;
    tally.framesIn += 1;
    channel.heardAtMs = performance.now();
    if (isBinary) {
      channel.closeWith(WS_CLOSE.unsupportedData, 'frames are text');
      return;
    }
    const text = data.toString();
    const { identity } = channel;
    if (channel.state.is === 'handshaking' || identity === undefined) greet(channel, text);
    else if (isInTime(channel, text)) request(channel, identity, text);
  };
}
