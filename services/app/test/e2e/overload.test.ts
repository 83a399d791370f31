import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import {
  eventually,
  type PostgresServer,
  startPostgres,
  startTcpProxy,
  type TcpProxy,
} from '@parley/testing';
import { type Deployment, startSingle } from '@parley/testing/deployment';
import type { ErrorFrame, EventsView, SentFrame } from '@parley/wire';
import { call, newUser } from './http.ts';
import { RawSocket } from './raw-socket.ts';
import { TEST_ENV } from './test-env.ts';

jest.setTimeout(240_000);

const MAX_WAITING = 100;
/** 64 MB of text, and every step of the way keeps its own copy: more than the heap may hold. */
const FLOOD = 4_000;
const TEXT = '語'.repeat(8_000);
const HEAP_MB = 128;
/** With those that wait, fewer than one socket may have in hand. */
const SIDE_BY_SIDE = 100;

let postgres: PostgresServer;
let proxy: TcpProxy;
let parley: Deployment;

beforeAll(async () => {
  postgres = await startPostgres();
  proxy = await startTcpProxy({ target: postgres });
  const url = new URL(await postgres.createDatabase());
  url.port = String(proxy.port);
  const env = {
    ...TEST_ENV,
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    PARLEY_STORE_KIND: 'postgres',
    PARLEY_STORE_POSTGRES_URL: url.href,
    PARLEY_LOGIC_MAX_WAITING_DRAFTS: String(MAX_WAITING),
    PARLEY_LOGIC_APPEND_LANES: '1',
    PARLEY_CONNECT_FRAMES_PER_SECOND: '1000000',
    PARLEY_CONNECT_FRAME_BURST: '1000000',
  };
  parley = await startSingle({ env });
});
afterAll(async () => {
  await proxy.restore();
  await parley?.stop();
  await proxy.close();
  await postgres.stop();
});

async function metric(name: string, label = ''): Promise<number> {
  const text = await (await fetch(`${parley.apiUrls[0]}/metrics`)).text();
  const line = text.split('\n').find(one => one.startsWith(`${name}${label} `));
  return Number(line?.split(' ').at(-1));
}

type Outcome = SentFrame | ErrorFrame;

/** Sends messages and keeps what became of each, by its clientId. */
class Sender {
  readonly outcomes = new Map<string, Outcome>();
  private readonly socket: RawSocket;
  private nextId = 100;

  constructor(socket: RawSocket) {
    this.socket = socket;
  }

  async send(clientId: string, text: string): Promise<Outcome> {
    const id = this.nextId++;
    const outcome = this.socket.answer(id);
    const body = { kind: 'text', text } as const;
    this.socket.send({ op: 'send', id, conversationId: LOBBY_ID, clientId, body });
    const answer = await outcome;
    if (answer.op !== 'sent' && answer.op !== 'error') throw new Error(`${answer.op} is no answer`);
    this.outcomes.set(clientId, answer);
    return answer;
  }

  get refused(): ErrorFrame[] {
    return [...this.outcomes.values()].filter(one => one.op === 'error');
  }

  get acknowledged(): [clientId: string, seq: number][] {
    return [...this.outcomes].flatMap(([clientId, one]): [string, number][] =>
      one.op === 'sent' ? [[clientId, one.seq]] : [],
    );
  }
}

/** Every message of the lobby, by its clientId. */
async function readLobby(apiUrl: string, token: string): Promise<Map<string, number[]>> {
  const seqs = new Map<string, number[]>();
  for (let afterSeq = 0; ; ) {
    const path = `/v1/conversations/${LOBBY_ID}/events?afterSeq=${afterSeq}&limit=200`;
    const page = (await call(apiUrl, 'GET', path, { token })).body as unknown as EventsView;
    for (const event of page.events) {
      afterSeq = event.seq;
      const clientId = 'clientId' in event ? event.clientId : undefined;
      if (clientId) seqs.set(clientId, [...(seqs.get(clientId) ?? []), event.seq]);
    }
    if (!page.hasMore) return seqs;
  }
}

test('the database stands still: sends are refused at once, nothing piles up or is lost', async () => {
  const [apiUrl = ''] = parley.apiUrls;
  const { accessToken: token } = await newUser(apiUrl);
  const socket = await RawSocket.signedIn(parley.connectUrls[0] ?? '', token);
  const sender = new Sender(socket);
  for (let i = 0; i < 20; i++) await sender.send(`before-${i}`, TEXT);
  expect(sender.acknowledged).toHaveLength(20);

  proxy.freeze('toServer', 'toClient');
  const hanging: Promise<Outcome>[] = [];
  // One at a time, so that one is in the commit and the others wait, until no more may.
  while (sender.refused.length === 0) {
    expect(hanging.length).toBeLessThan(2 * MAX_WAITING);
    hanging.push(sender.send(`waits-${hanging.length}`, TEXT));
    await socket.roundTrip();
  }
  expect(await metric('parley_logic_waiting_drafts')).toBe(MAX_WAITING);

  let sent = 0;
  const flood = async () => {
    while (sent < FLOOD) await sender.send(`flood-${sent++}`, TEXT);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, flood));
  // The process is alive, though its heap could not hold a part of what it refused.
  expect(sender.acknowledged).toHaveLength(20);
  expect(sender.refused.every(({ error }) => error.retryable)).toBe(true);
  // Those that took the places of others whose statement was given up wait for their deadline.
  const overloaded = sender.refused.filter(({ error }) => error.code === 'overloaded');
  expect(overloaded.length).toBeGreaterThan(0.9 * FLOOD);
  expect(overloaded[0]?.error.retryAfterMs).toBe(500);
  expect(await metric('parley_logic_waiting_drafts')).toBeLessThanOrEqual(MAX_WAITING);
  const byBound = await Promise.all(
    ['maxWaitingDrafts', 'maxDraftWaitMs'].map(bound =>
      metric('parley_logic_refused_total', `{bound="${bound}"}`),
    ),
  );
  expect(byBound.reduce((sum, count) => sum + count)).toBe(overloaded.length);

  await proxy.restore();
  await Promise.all(hanging);
  await eventually(
    async () => {
      expect((await sender.send('flood-7', TEXT)).op).toBe('sent');
    },
    { timeoutMs: 40_000 },
  );
  const log = await readLobby(apiUrl, token);
  for (const [clientId, seq] of sender.acknowledged) {
    expect([clientId, log.get(clientId)]).toEqual([clientId, [seq]]);
  }
  for (const seqs of log.values()) expect(seqs).toHaveLength(1);
});
