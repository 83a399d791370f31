import type { ServerResponse } from 'node:http';
import { STANDARD_HEADERS } from './standard-headers.ts';

/** What a request is answered with, beside what every answer carries. */
export interface Answer {
  status: number;
  /** Of the body; without one there is no body. */
  type?: string;
  body?: string | Buffer;
  /** Further headers, names and values in turn. */
  headers?: readonly string[];
}

const NONE: readonly string[] = [];

/** Head and body leave in one write. */
export function send(
  res: ServerResponse,
  requestId: string,
  { status, type, body = '', headers = NONE }: Answer,
  more = NONE,
): void {
  const head = ['X-Request-Id', requestId, ...STANDARD_HEADERS, ...headers, ...more];
  if (type !== undefined) head.push('Content-Type', type);
  if (status !== 204) head.push('Content-Length', String(Buffer.byteLength(body)));
  res.writeHead(status, head);
  res.end(body);
}
