import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import fc from 'fast-check';
import { startNode, type TestNode } from './harness.ts';
import { frameOf, type TcpClient, type TcpName } from './tcp-client.ts';

const FRAME_BYTES = 2_000;
const RUNS = 120;

/** What the client does that is right. */
type Item = { do: 'say'; text: string } | { do: 'ping' | 'empty' };

/** What it does at last. */
type End =
  | 'leaves'
  | 'resets'
  | 'another name'
  | 'too short'
  | 'negative'
  | 'too long'
  | 'half a frame'
  | 'not readable';

interface Run {
  name: TcpName;
  items: Item[];
  end: End;
  /** Where the bytes are cut, in thousandths of all of them. */
  cuts: number[];
}

const anyRun: fc.Arbitrary<Run> = fc.record({
  name: fc.constantFrom<TcpName>('p1', 'v1'),
  items: fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant('say' as const),
        text: fc.string({ minLength: 1, unit: 'grapheme', maxLength: 60 }),
      }),
      fc.record({ do: fc.constantFrom('ping' as const, 'empty' as const) }),
    ),
    { maxLength: 30 },
  ),
  end: fc.constantFrom<End>(
    'leaves',
    'leaves',
    'resets',
    'another name',
    'too short',
    'negative',
    'too long',
    'half a frame',
    'not readable',
  ),
  cuts: fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 20 }),
});

let node: TestNode;
let runs = 0;
let before: Map<string, number>;

beforeAll(async () => {
  // In the same way as it is looked at in the end, which has timers, too.
  before = await eventually(() => openResources());
  node = await startNode({ offlineGraceMs: 0, limits: { frameBytes: FRAME_BYTES } });
});
afterAll(() => node.close());

test('whatever comes, wherever it is cut: what is right is done once and in order, what is wrong is closed with a code', async () => {
  // A run that has failed leaves its connection open: what would be shrunk fails for that alone.
  await fc.assert(fc.asyncProperty(anyRun, carryOut), { numRuns: RUNS, endOnFailure: true });
  expect(runs).toBeGreaterThanOrEqual(RUNS);
}, 120_000);

test('nothing is left of any of them', async () => {
  await eventually(() => expect(node.logic.bindings.size).toBe(0));
  expect(node.service.sockets).toBe(0);
  await node.close();
  await eventually(() => {
    const after = openResources();
    // Less may be left: what other tests of this process had still open then is gone by now.
    const more = [...after].filter(([kind, count]) => count > (before.get(kind) ?? 0));
    expect(more).toEqual([]);
  });
});

async function carryOut(run: Run): Promise<void> {
  runs += 1;
  const userId = String(runs);
  const room = String(100_000 + runs);
  node.logic.createGroup(room, [userId]);
  const token = node.logic.signIn(userId);
  const client = await node.connectTcp(run.name);
  const said = run.items.flatMap(item => (item.do === 'say' ? [item.text] : []));
  if (run.name === 'p1') await client.welcomed(token);
  const bodies = run.name === 'p1' ? nativeBodies(run, room) : gochatBodies(run, room, token);
  const frames = bodies.map(body => frameOf(run.name, body));
  await writeCut(client, Buffer.concat([...frames, ...mistake(run)]), run.cuts);

  if (run.end === 'leaves' || run.end === 'resets') {
    await eventually(() => expect(heard(client)).toEqual(said));
    if (run.name === 'p1') await eventually(() => expectAnswered(client, run.items));
    if (run.end === 'leaves') client.socket.end();
    else client.socket.resetAndDestroy();
  } else {
    if (run.end === 'half a frame') client.socket.end();
    const { code } = await client.closing();
    expect(code).toBe(run.end === 'too long' && run.name === 'p1' ? 1009 : CLOSE.protocol_error);
    expect(heard(client)).toEqual(said.slice(0, heard(client).length));
  }
  await eventually(() => expect(node.service.sockets).toBe(0), { intervalMs: 2 });
  await eventually(() => expectCommitted(run, room, said), { intervalMs: 2 });
}

/** Each request was answered once, in order. */
function expectAnswered(client: TcpClient, items: readonly Item[]): void {
  const ops = { say: 'sent', ping: 'pong' } as const;
  const asked = items.flatMap(item => (item.do === 'empty' ? [] : [ops[item.do]]));
  const answers = client.frames.filter(({ id }) => Number(id) >= FIRST_ID);
  expect(answers.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(
    asked.map((_op, i) => FIRST_ID + i),
  );
  for (const { id, op } of answers) expect(op).toBe(asked[Number(id) - FIRST_ID]);
}

/** All of it, but what a foreign client said before it was in its room and spoiled it then. */
function expectCommitted({ name, end }: Run, room: string, said: readonly string[]): void {
  const isWhole = name === 'p1' || end === 'leaves' || end === 'resets';
  const committed = node.logic.textsOf(room);
  expect(committed).toEqual(isWhole ? said : said.slice(0, committed.length));
}

const FIRST_ID = 1_000;

function nativeBodies({ items }: Run, conversationId: string): string[] {
  let id = FIRST_ID;
  return items.map(item => {
    if (item.do === 'empty') return '';
    if (item.do !== 'say') return JSON.stringify({ op: 'ping', id: id++ });
    const body = { kind: 'text', text: item.text };
    return JSON.stringify({ op: 'send', id, conversationId, clientId: `c-${id++}`, body });
  });
}

function gochatBodies({ items }: Run, room: string, authToken: string): string[] {
  const frame = (op: number, msg: string) =>
    JSON.stringify({ op, msg, roomId: Number(room), authToken });
  // Other ops are ignored.
  const asked = items.map(item => (item.do === 'say' ? frame(3, item.text) : frame(4, 'x')));
  return [frame(6, ''), ...asked];
}

function mistake({ name, end }: Run): Buffer[] {
  switch (end) {
    case 'another name':
      return [Buffer.from(name === 'p1' ? 'v1 and more' : 'p1 and more')];
    case 'too short':
      return [frameOf(name, '', 3), Buffer.from('and more')];
    case 'negative':
      return [name === 'p1' ? frameOf(name, '', 0) : frameOf(name, '', -1)];
    case 'too long':
      // gochat's length cannot say more than it may; a mistake of its JSON then.
      return [
        name === 'p1'
          ? frameOf(name, 'x'.repeat(500), 0x7fffffff)
          : frameOf(name, 'x'.repeat(30_000)),
      ];
    case 'half a frame':
      return [frameOf(name, '{"op":', 600)];
    case 'not readable':
      return Array.from({ length: 5 }, () => frameOf(name, '{"op":'));
    case 'leaves':
    case 'resets':
      return [];
    default:
      return end satisfies never;
  }
}

async function writeCut(client: TcpClient, bytes: Buffer, cuts: readonly number[]): Promise<void> {
  const places = cuts
    .map(cut => Math.floor((cut * bytes.length) / 1_000))
    .toSorted((a, b) => a - b);
  let at = 0;
  for (const place of [...places, bytes.length]) {
    client.write(bytes.subarray(at, place));
    at = place;
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** The texts that came, as ours or as gochat's. */
function heard(client: TcpClient): string[] {
  const pushed = client
    .all({ op: 'events' })
    .flatMap(({ events }) => events as { body: { text: string } }[]);
  return [
    ...pushed.map(({ body }) => body.text),
    ...client.all({ op: 3 }).map(({ msg }) => String(msg)),
  ];
}

/** What keeps the process alive, by kind. */
function openResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (!/^(TCP|Timeout)/.test(kind)) continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
