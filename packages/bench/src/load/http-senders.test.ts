import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { twoEndpoint } from '../drivers/two-endpoint.ts';
import { LoadClient } from './load-client.ts';
import { findLines } from './make-lines.ts';
import { findMarker, markerNumber } from './marker.ts';
import { Tally } from './tally.ts';

const SENDERS = 2;
const MESSAGES = 20;

let close: (() => void)[] = [];
afterEach(() => {
  for (const end of close) end();
  close = [];
});

/** Answers the first that comes last, and remembers what came and how much of it at a time. */
async function startServer() {
  const seen = { numbers: [] as number[], atOnce: 0 };
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    seen.atOnce = Math.max(seen.atOnce, open);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      seen.numbers.push(markerNumber(body, findMarker(body, 0, body.length)));
      const answer = () => {
        open -= 1;
        response.end();
      };
      setTimeout(answer, seen.numbers.length === 1 ? 60 : 5);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function sendAll(httpConnections: number | undefined) {
  const { url, seen } = await startServer();
  const people = ['a', 'b'].map(userId => ({ token: '', userId, deviceId: '', subscribeTo: [] }));
  const setup = {
    driver: 'two-endpoint',
    urls: [],
    httpUrl: url,
    ...(httpConnections === undefined ? {} : { httpConnections }),
    people,
    senders: people.map((_, person) => ({ person, target: 'a:b' })),
    countAt: 'everyone' as const,
    receiversPerMessage: 0,
    textBytes: 64,
    firstNumber: 0,
  };
  const client = new LoadClient(setup, twoEndpoint, await findLines('Node'));
  close.push(() => client.close());
  await client.open(0, 1);
  const tally = new Tally({ first: 0, warmups: 0, count: MESSAGES }, 0, () => 0);
  client.tally = tally;
  for (let number = 0; number < MESSAGES; number++) client.send(number, 0);
  await eventually(() => expect(tally.acknowledged).toBe(MESSAGES));
  return seen;
}

test("every sender's posts arrive in order, over a connection of its own", async () => {
  const { numbers, atOnce } = await sendAll(undefined);
  for (let sender = 0; sender < SENDERS; sender++) {
    const own = numbers.filter(number => number % SENDERS === sender);
    expect(own).toEqual(own.toSorted((a, b) => a - b));
    expect(own).toHaveLength(MESSAGES / SENDERS);
  }
  expect(atOnce).toBe(SENDERS);
  // Who waits for a slow answer keeps nobody else waiting.
  expect(numbers.slice(0, MESSAGES / 2)).not.toContain(2);
});

test('connections that are shared take whatever is next', async () => {
  expect((await sendAll(5)).atOnce).toBe(5);
});
