import { readNumber } from '../load/marker.ts';
import { maskedFrame } from '../load/masked-frame.ts';
import type { Driver } from './driver.ts';
import { readMarkers } from './marker-events.ts';

const PING = 0x32;
const PONG = maskedFrame('3');
const MESSAGE = 0x34;
const EVENT = 0x32;
const ACK = 0x33;
/** Acknowledgements are numbered from here, so that their width never changes. */
const FIRST_ID = 1_000_000_000;
const JOIN_ID = 7;

/** Socket.IO 4 over WebSocket alone (Engine.IO 4), with the events of peers/socket-io-node.ts. */
export const socketIo: Driver = {
  name: 'socket.io',
  order: 'sender',
  path: () => '/socket.io/?EIO=4&transport=websocket',
  opening: () => [],
  greet: (text, { subscribeTo }) => {
    if (text.startsWith('0{')) return { say: ['40'], ready: false };
    if (text.startsWith('40')) {
      return { say: [`42${JOIN_ID}${JSON.stringify(['join', subscribeTo])}`], ready: false };
    }
    if (text.startsWith('44')) throw new Error(`refused: ${text.slice(2)}`);
    return { say: [], ready: text.startsWith(`43${JOIN_ID}[`) };
  },
  read: (payload, reading) => {
    if (payload[0] === PING) reading.answer = PONG;
    else if (payload[0] !== MESSAGE) return;
    else if (payload[1] === EVENT) readMarkers(payload, reading);
    else if (payload[1] === ACK) reading.acks.push(readNumber(payload, 2) - FIRST_ID);
  },
  send: (_person, target, text) => ({
    via: 'socket',
    text: `421#########${JSON.stringify(['send', target, text])}`,
  }),
};
