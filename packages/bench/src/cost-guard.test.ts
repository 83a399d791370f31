import { expect, test } from '@jest/globals';
import { type Measurement, measure } from './measure/measurement.ts';
import { oneRoom, roomLoad } from './scenarios/room.ts';
import { withLoad } from './scenarios/with-load.ts';
import { startCluster } from './system/start-cluster.ts';

const MEMBERS = 20;
const MESSAGES = 100;
const CONNECT_NODES = 2;
const SETTLE_MS = 60_000;
/** Of a frame with one event, a text of 64 characters; 302 when this was written. */
const FRAME_BYTES = 315;
/** Of what comes at once so many share a commit at least; 33 when this was written. */
const LEAST_TOGETHER = 4;

const bench = {
  seconds: 1,
  repeat: 1,
  scale: 1,
  system: { counts: { connect: CONNECT_NODES, api: 0 } },
  signal: new AbortController().signal,
  say: () => {},
};

/** What all nodes of a tier have counted while the messages went from the senders to the last member. */
function counts({ tiers }: Measurement): Record<string, number> {
  const all = Object.assign({}, ...tiers.map(({ counters }) => counters)) as Record<string, number>;
  const of = (name: string) => all[`parley_${name}`] ?? Number.NaN;
  return {
    drafts: of('logic_commit_drafts_sum'),
    commits: of('logic_commits_total'),
    publishes: of('logic_dispatch_lag_seconds_count'),
    items: of('task_items_total'),
    pushes: of('task_pushes_total'),
    encodings: of('connect_events_per_frame_count'),
    frames: of('connect_frames_out_total'),
    bytes: of('connect_bytes_out_total'),
    deliveries: of('connect_deliveries_total'),
  };
}

/** What no tier may exceed, whatever the machine does meanwhile. */
function expectAtMost(counted: Record<string, number>, bounds: Record<string, number>): void {
  const over = Object.entries(bounds).filter(
    ([name, most]) => !((counted[name] ?? Number.NaN) <= most),
  );
  expect({ over, counted }).toEqual({ over: [], counted });
}

test('a hundred messages to a room cost no tier more than they must', async () => {
  const start = () => startCluster(oneRoom('room', MEMBERS), bench.system);
  await withLoad(bench, start, roomLoad, async ({ process, measureAt }, system) => {
    // Everybody connects, and what is done once has been done.
    await measureAt('warm-up', 20);
    const send = (label: string, ratePerSecond: number) =>
      measure(system, process, label, {
        ratePerSecond,
        warmupMs: 0,
        measureMs: (MESSAGES * 1_000) / ratePerSecond,
        settleMs: SETTLE_MS,
      });

    // One after the other: nothing can be put together, and nothing is done twice.
    const single = await send('one by one', 25);
    expect(single).toMatchObject({ acknowledged: MESSAGES, delivered: MESSAGES * MEMBERS });
    const one = counts(single);
    expect(one).toMatchObject({ drafts: MESSAGES, deliveries: MESSAGES * MEMBERS });
    const pushes = MESSAGES * CONNECT_NODES;
    expectAtMost(one, {
      commits: MESSAGES,
      publishes: MESSAGES,
      items: MESSAGES,
      pushes,
      encodings: pushes,
      // An acknowledgement to the sender, an event to each member, and room for a signal or two.
      frames: MESSAGES * (1 + MEMBERS) + MEMBERS,
      bytes: MESSAGES * (1 + MEMBERS) * FRAME_BYTES,
    });

    // All at once: how many come together is the machine's doing, that they do is not.
    const burst = await send('all at once', MESSAGES * 1_000);
    expect(burst).toMatchObject({ acknowledged: MESSAGES, delivered: MESSAGES * MEMBERS });
    const many = counts(burst);
    expect(many).toMatchObject({ drafts: MESSAGES, deliveries: MESSAGES * MEMBERS });
    const groups = MESSAGES / LEAST_TOGETHER;
    expectAtMost(many, {
      commits: groups,
      publishes: groups,
      items: groups,
      pushes: groups * CONNECT_NODES,
      encodings: groups * CONNECT_NODES,
      frames: MESSAGES + groups * MEMBERS,
      bytes: MESSAGES * (1 + MEMBERS) * FRAME_BYTES,
    });
  });
}, 300_000);
