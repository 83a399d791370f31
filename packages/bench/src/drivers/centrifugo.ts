import { readNumber } from '../load/marker.ts';
import { maskedFrame } from '../load/masked-frame.ts';
import type { Driver, Reading } from './driver.ts';
import { readMarkers } from './marker-events.ts';

const NEWLINE = 0x0a;
const REPLY = '{"id":';
const PONG = maskedFrame('{}');
/** Publications are numbered from here, so that their width never changes. */
const FIRST_ID = 1_000_000_000;

interface Reply {
  id?: number;
  error?: { code: number; message: string };
}

/**
 * Centrifugo's bidirectional protocol in JSON (centrifugal.dev, "client protocol"). The server has to
 * take clients without a token that subscribe and publish, as with its `client.insecure`.
 */
export const centrifugo: Driver = {
  name: 'centrifugo',
  order: 'sender',
  path: () => '/connection/websocket',
  opening: ({ token }) => [JSON.stringify({ id: 1, connect: token === '' ? {} : { token } })],
  // Reply n answers command n: 1 connects, 2 and on subscribe, one after the other.
  greet: (text, { subscribeTo }) => {
    const say: string[] = [];
    let ready = false;
    for (const line of text.split('\n').filter(part => part !== '')) {
      const { id, error } = JSON.parse(line) as Reply;
      if (error !== undefined) throw new Error(`refused with ${error.code}: ${error.message}`);
      if (id === undefined) continue;
      const channel = subscribeTo[id - 1];
      if (channel === undefined) ready = true;
      else say.push(JSON.stringify({ id: id + 1, subscribe: { channel } }));
    }
    return { say, ready };
  },
  read: (payload, reading) => {
    for (let from = 0; from < payload.length; ) {
      const newline = payload.indexOf(NEWLINE, from);
      const to = newline === -1 ? payload.length : newline;
      readLine(payload.subarray(from, to), reading);
      from = to + 1;
    }
  },
  send: (_person, channel, text) => ({
    via: 'socket',
    text: `{"id":1#########,"publish":{"channel":${JSON.stringify(channel)},"data":{"text":"${text}"}}}`,
  }),
};

function readLine(line: Buffer, reading: Reading): void {
  if (line.length === 2) reading.answer = PONG;
  else if (line.toString('latin1', 0, REPLY.length) !== REPLY) readMarkers(line, reading);
  else if (line.includes('"error":')) reading.refused += 1;
  else reading.acks.push(readNumber(line, REPLY.length) - FIRST_ID);
}
