import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Dispatch__Output } from '@parley/contracts';
import { Channel } from '../channel/channel.ts';
import { encodeText } from '../frames/encode-frame.ts';
import { Hub } from './hub.ts';
import type { Run } from './run.ts';

/** A socket that takes note of what is written to it. */
class FakeTransport {
  writes: (readonly Buffer[])[] = [];
  closedWith: number | undefined;
  writableLength = 0;
  isPaused = false;
  write(frames: readonly Buffer[]): void {
    this.writes.push(frames);
  }
  onceDrained(): void {}
  ping(): void {}
  pause(): void {}
  resume(): void {}
  terminate(): void {}
  close(code: number): void {
    this.closedWith = code;
  }
}

interface Fake {
  channel: Channel;
  transport: FakeTransport;
}

const WELCOME = encodeText('welcome');
let hub: Hub;
let rounds: Run[][];
let occupied: Set<string>;
let log: string[];

beforeEach(() => {
  rounds = [];
  occupied = new Set();
  log = [];
  hub = new Hub(
    { buckets: 8, framesPerTurn: 100 },
    {
      occupied: id => occupied.add(id),
      vacated: id => occupied.delete(id),
      joined: (id, channels) => log.push(`${channels.length} joined ${id}`),
      delivered: runs => rounds.push([...runs]),
    },
  );
});

const host = {
  outboundBytes: 100_000,
  tally: { framesOut: 0, bytesOut: 0 },
  left: (channel: Channel) => hub.remove(channel),
};

function arrive(userId: string, deviceId = 'd-1'): Fake {
  const transport = new FakeTransport();
  const channel = new Channel(`${userId}/${deviceId}`, transport, host, 1_000);
  channel.beginHello();
  const sessionId = `s-${userId}`;
  hub.add(channel, {
    userId,
    sessionId,
    deviceId,
    caller: {},
    boundAtUs: 1,
    attempt: 0,
    presenceMode: 'auto',
  });
  return { channel, transport };
}

function live(userId: string, ...rooms: string[]): Fake {
  const fake = arrive(userId);
  for (const room of rooms) hub.subscribe(fake.channel, room, 0);
  fake.channel.welcome(WELCOME);
  fake.channel.flush();
  fake.transport.writes = [];
  return fake;
}

function dispatch(conversationId: string, seq: number, fields: Partial<Dispatch__Output> = {}) {
  return {
    conversationId,
    seq,
    audience: { to: 'subscribers', subscribers: true },
    event: Buffer.from(`"${conversationId}/${seq}"`),
    subscriptions: [],
    closeSessionId: '',
    onlyServerId: '',
    attempts: 0,
    committedAtMs: 0,
    membersSeq: 0,
    signal: Buffer.alloc(0),
    ...fields,
  } satisfies Dispatch__Output;
}

const toUsers = (...userIds: string[]) => ({ to: 'users' as const, users: { userIds } });
const encodes = () => rounds.flat().reduce((sum, { encoded }) => sum + encoded, 0);

describe('direct messages', () => {
  test('of many pairs in one round cost each person one write, and each frame is encoded once', async () => {
    const people = Array.from({ length: 40 }, (_, i) => live(String(i + 1)));
    // In eight buckets many of the pairs share one, and the first of each also hears a second pair.
    const pairs = people.map((_, i) => [String(i + 1), String(((i + 1) % 40) + 1)]);
    const pushed = pairs.map((pair, i) => dispatch(`d${i}`, 1, { audience: toUsers(...pair) }));
    expect(await hub.push(pushed)).toBe(80);
    expect(rounds).toHaveLength(1);
    expect(encodes()).toBe(40);
    for (const { transport } of people) {
      expect(transport.writes).toHaveLength(1);
      expect(transport.writes[0]).toHaveLength(2);
    }
  });

  test('go round buckets in which nobody is concerned', async () => {
    live('1');
    const taken = hub.buckets.map(bucket => jest.spyOn(bucket, 'carryOut'));
    await hub.push([dispatch('d', 1, { audience: toUsers('1', '2') })]);
    expect(taken.filter(({ mock }) => mock.calls.length > 0)).toHaveLength(1);
  });
});

describe('a room of 1,000', () => {
  test('gets the events of a tick as one frame: encoded once, the same buffer for all, one write each', async () => {
    const fakes = Array.from({ length: 1_000 }, (_, i) => live(String(i + 1), '20'));
    const pushes = Array.from({ length: 50 }, (_, i) => hub.push([dispatch('20', i + 1)]));
    expect(await Promise.all(pushes)).toEqual(Array(50).fill(1_000));
    expect(rounds).toHaveLength(1);
    expect(encodes()).toBe(1);
    const frame = fakes[0]?.transport.writes[0]?.[0];
    for (const { transport } of fakes) {
      expect(transport.writes).toHaveLength(1);
      expect(transport.writes[0]).toHaveLength(1);
      expect(transport.writes[0]?.[0]).toBe(frame);
    }
    const events = Array.from({ length: 50 }, (_, i) => `"20/${i + 1}"`);
    expect(frame?.subarray(4).toString()).toBe(`{"op":"events","events":[${events.join(',')}]}`);
  });

  test('costs one write each, however many conversations and events a round has', async () => {
    const rooms = ['20', '21', '22'];
    const fakes = Array.from({ length: 1_000 }, (_, i) => live(String(i + 1), ...rooms));
    const seqs = Array.from({ length: 40 }, (_, i) => i + 1);
    await Promise.all(seqs.flatMap(seq => rooms.map(id => hub.push([dispatch(id, seq)]))));
    expect(rounds).toHaveLength(1);
    expect(encodes()).toBe(rooms.length);
    for (const { transport } of fakes) {
      expect(transport.writes).toHaveLength(1);
      expect(transport.writes[0]).toHaveLength(rooms.length);
    }
  });

  test('lets other work in between its buckets', async () => {
    const fakes = Array.from({ length: 1_000 }, (_, i) => live(String(i + 1), '20'));
    const written = () => fakes.filter(({ transport }) => transport.writes.length > 0).length;
    const pushed = hub.push([dispatch('20', 1)]);
    const seen: number[] = [];
    while (written() < 1_000) {
      await new Promise(resolve => setImmediate(resolve));
      seen.push(written());
    }
    await pushed;
    // 8 buckets of 125 and 100 frames a turn: a turn for each.
    expect(seen.filter(count => count > 0 && count < 1_000).length).toBeGreaterThanOrEqual(6);
  });

  test('forgets everybody who leaves', () => {
    const fakes = Array.from({ length: 1_000 }, (_, i) => live(String(i + 1), '20', '21'));
    expect(occupied).toEqual(new Set(['20', '21']));
    for (const { channel } of fakes) channel.lost(1006);
    expect(occupied.size).toBe(0);
    expect(hub.isEmpty).toBe(true);
  });
});

describe('rounds', () => {
  test('what comes during a round waits for the next and is joined there', async () => {
    const [first] = Array.from({ length: 500 }, (_, i) => live(String(i + 1), '20'));
    const one = hub.push([dispatch('20', 1)]);
    await new Promise(resolve => setImmediate(resolve));
    const more = [hub.push([dispatch('20', 2)]), hub.push([dispatch('20', 3)])];
    await Promise.all([one, ...more]);
    expect(rounds.map(runs => runs.map(({ size }) => size))).toEqual([[1], [2]]);
    expect(first?.transport.writes).toHaveLength(2);
  });

  test('another audience, and too many bytes, begin a new frame; the order stays', async () => {
    const { transport } = live('7', '20');
    const big = Buffer.from(`"${'x'.repeat(50_000)}"`);
    host.outboundBytes = 1_000_000;
    await hub.push([
      dispatch('20', 1),
      dispatch('20', 2, { audience: toUsers('7') }),
      dispatch('20', 3, { event: big }),
      dispatch('20', 4, { event: big }),
      dispatch('20', 5, { event: big }),
      dispatch('20', 6),
    ]);
    host.outboundBytes = 100_000;
    expect(rounds.flat().map(({ firstSeq, size }) => [firstSeq, size])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [5, 2],
    ]);
    // Four frames, one write.
    expect(transport.writes.map(frames => frames.length)).toEqual([4]);
  });

  test('a late joiner gets a frame of its own, with what is for it', async () => {
    const old = live('7', '20');
    const late = live('8');
    hub.subscribe(late.channel, '20', 2);
    const latest = live('9');
    hub.subscribe(latest.channel, '20', 4);
    expect(await hub.push([1, 2, 3].map(seq => dispatch('20', seq)))).toBe(6);
    expect(String(old.transport.writes[0])).toContain('["20/1","20/2","20/3"]');
    expect(String(late.transport.writes[0])).toContain('["20/2","20/3"]');
    expect(latest.transport.writes).toEqual([]);
    expect(encodes()).toBe(2);
  });

  test('who joins and is in another bucket than who leaves: each in its own order', async () => {
    const fakes = Array.from({ length: 40 }, (_, i) => live(String(i + 1), '20'));
    const leaving = fakes.map((_, i) => ({ userId: String(i + 1), subscribed: false }));
    const reached = await hub.push([
      dispatch('20', 1),
      dispatch('20', 2, { subscriptions: leaving }),
      dispatch('20', 3),
    ]);
    expect(reached).toBe(80);
    for (const { transport } of fakes) {
      expect(String(transport.writes[0])).toContain('["20/1","20/2"]');
    }
    expect(occupied.size).toBe(0);
  });
});

describe('a channel', () => {
  test('holds what comes before welcome, and sends it right after', async () => {
    const { channel, transport } = arrive('7');
    hub.subscribe(channel, '20', 0);
    expect(await hub.push([dispatch('20', 1)])).toBe(1);
    expect(transport.writes).toEqual([]);
    channel.welcome(WELCOME);
    await hub.push([dispatch('20', 2)]);
    expect(transport.writes.flat().map(frame => String(frame.subarray(2)))).toEqual([
      'welcome',
      '{"op":"events","events":["20/1"]}',
      '{"op":"events","events":["20/2"]}',
    ]);
  });

  test('that does not read is closed, when what waits would pass the bound', async () => {
    const slow = live('7', '20');
    const quick = live('8', '20');
    slow.transport.writableLength = 99_990;
    expect(await hub.push([dispatch('20', 1)])).toBe(1);
    expect(slow.transport.closedWith).toBe(4001);
    expect(slow.transport.writes).toEqual([]);
    expect(quick.transport.writes).toHaveLength(1);
    expect(slow.channel.state).toEqual({ is: 'closed', code: 4001 });
    expect(await hub.push([dispatch('20', 2)])).toBe(1);
  });

  test('whose held frames pass the bound is closed before it was welcomed', async () => {
    const { channel, transport } = arrive('7');
    hub.subscribe(channel, '20', 0);
    const event = Buffer.from(`"${'x'.repeat(60_000)}"`);
    await hub.push([dispatch('20', 1, { event })]);
    await hub.push([dispatch('20', 2, { event })]);
    expect(transport.closedWith).toBe(4001);
    channel.welcome(WELCOME);
    expect(transport.writes).toEqual([]);
    expect(hub.isEmpty).toBe(true);
  });

  test('is closed once, and nothing brings it back', () => {
    const { channel, transport } = live('7', '20');
    channel.close('replaced');
    channel.close('going_away');
    channel.lost(1006);
    channel.welcome(WELCOME);
    channel.drain(WELCOME, 10);
    expect(channel.send(WELCOME)).toBe(false);
    expect(hub.subscribe(channel, '20', 0)).toBe(false);
    expect(transport.closedWith).toBe(4502);
    expect(channel.state).toEqual({ is: 'closed', code: 4502 });
    expect(hub.isEmpty).toBe(true);
  });

  test('what it was sent before closing leaves first', () => {
    const { channel, transport } = live('7');
    channel.send(WELCOME);
    channel.close('session_revoked');
    expect(transport.writes).toEqual([[WELCOME]]);
  });

  test('of the same device replaces the other, of another device does not', () => {
    const { channel } = arrive('7');
    const identity = {
      userId: '7',
      sessionId: 's-7',
      caller: {},
      boundAtUs: 1,
      attempt: 0,
      presenceMode: 'auto' as const,
    };
    const make = () => new Channel('x', new FakeTransport(), host, 1_000);
    const other = make();
    expect(hub.add(other, { ...identity, deviceId: 'd-2' })).toBeUndefined();
    const same = make();
    expect(hub.add(same, { ...identity, deviceId: 'd-1' })).toBe(channel);
    for (const one of [channel, other, same]) one.lost(1006);
    expect(hub.isEmpty).toBe(true);
  });
});

describe('signals', () => {
  const NOTHING = Buffer.alloc(0);
  const signal = (conversationId: string, text: string, fields: Partial<Dispatch__Output> = {}) =>
    dispatch(conversationId, 0, { event: NOTHING, signal: Buffer.from(text), ...fields });

  test('share a frame and do not cut the events of their conversation into more frames', async () => {
    const { transport } = live('1', '20');
    const pushed = [dispatch('20', 1), signal('20', '"a"'), dispatch('20', 2), signal('20', '"b"')];
    await hub.push(pushed);
    expect(transport.writes.flat().map(frame => frame.subarray(2).toString())).toEqual([
      '{"op":"events","events":["20/1","20/2"]}',
      '{"op":"signals","signals":["a","b"]}',
    ]);
  });

  test('reach a subscriber whatever the seq that it hears from', async () => {
    const fake = arrive('1');
    hub.subscribe(fake.channel, '20', 50);
    fake.channel.welcome(WELCOME);
    expect(await hub.push([signal('20', '"a"')])).toBe(1);
  });

  test('of somebody reach the channels that watch that person, until they watch others or leave', async () => {
    const [ada, bob] = [live('1'), live('2')];
    const about = (userId: string) =>
      hub.push([signal('', '"p"', { audience: { to: 'watchersOf', watchersOf: userId } })]);
    hub.watch(ada.channel, new Set(['7', '8']));
    hub.watch(bob.channel, new Set(['7']));
    expect([await about('7'), await about('8'), await about('9')]).toEqual([2, 1, 0]);
    hub.watch(ada.channel, new Set(['9']));
    expect([await about('7'), await about('8'), await about('9')]).toEqual([1, 0, 1]);
    ada.channel.close('going_away');
    bob.channel.close('going_away');
    expect([await about('7'), await about('9')]).toEqual([0, 0]);
    expect(hub.isEmpty).toBe(true);
  });
});
