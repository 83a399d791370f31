import { hash } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** From RFC 6455 1.3; whoever answers with it speaks WebSocket and not only HTTP. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** 16 bytes in base64. */
const KEY = /^[+/0-9A-Za-z]{21}[AQgw]==$/;
const VERSION = '13';

/** Why a request is no handshake (RFC 6455 4.2.1): the status to answer with; undefined if it is one. */
export function handshakeFault(request: IncomingMessage): 400 | 405 | 426 | undefined {
  const { method, headers, httpVersionMajor, httpVersionMinor } = request;
  if (method !== 'GET') return 405;
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 426;
  if (headers['sec-websocket-version'] !== VERSION) return 426;
  if (httpVersionMajor === 1 && httpVersionMinor === 0) return 400;
  return KEY.test(headers['sec-websocket-key'] ?? '') ? undefined : 400;
}

/** The answer to a handshake. No extension and no subprotocol is ever taken. */
export function handshakeAnswer({ headers }: IncomingMessage): string {
  const accept = hash('sha1', `${headers['sec-websocket-key'] ?? ''}${GUID}`, 'base64');
  return (
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
}

const HEADERS: Readonly<Record<number, string>> = {
  405: 'Allow: GET\r\n',
  426: `Upgrade: websocket\r\nSec-WebSocket-Version: ${VERSION}\r\n`,
  503: 'Retry-After: 1\r\n',
};

/** Answers an upgrade that is not going to happen. */
export function refuseHandshake(raw: Duplex, status: 400 | 403 | 404 | 405 | 426 | 503): void {
  const text = `${STATUS_CODES[status]}\n`;
  raw.on('error', () => raw.destroy());
  raw.once('finish', () => raw.destroy());
  raw.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      'Connection: close\r\nContent-Type: text/plain\r\n' +
      `${HEADERS[status] ?? ''}Content-Length: ${text.length}\r\n\r\n${text}`,
  );
}
