import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '@parley/testing';
import type { Measurement } from '../measure/measurement.ts';
import { median } from '../measure/median.ts';
import { startCluster } from '../system/start-cluster.ts';
import { oneRoom, roomLoad } from './room.ts';
import type { Bench, Outcome, Scenario, Skipped } from './scenario.ts';
import { stepSeconds, withLoad } from './with-load.ts';

const run = promisify(execFile);
const SOURCE = join(import.meta.dirname, '../../yardstick/send-loop.c');
const SOCKETS = 1_000;
/** Slow enough that each message is gone before the next one comes: one frame a write. */
const RATE = 40;

/** What one frame to one socket costs the connect node, and what it costs a loop in C. */
async function writeCost(bench: Bench): Promise<Outcome | Skipped> {
  if (findProgram('cc') === undefined) return { skipped: 'there is no C compiler (cc)' };
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-c-'));
  try {
    const program = join(folder, 'send-loop');
    await run('cc', ['-O2', '-o', program, SOURCE]);
    return await compare(bench, program);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(bench: Bench, program: string): Promise<Outcome> {
  const sockets = Math.max(10, Math.round(SOCKETS * bench.scale));
  const start = () =>
    startCluster(oneRoom('room', sockets), { ...bench.system, counts: { connect: 1 } });
  const rounds: { ours: number; theirs: number; framesPerDelivery: number }[] = [];
  const measurements: Measurement[] = [];
  await withLoad(bench, start, roomLoad, async ({ measureAt }) => {
    await measureAt('warm-up', RATE, stepSeconds(bench));
    for (let round = 0; round < bench.repeat; round++) {
      const one = await measureAt(`run ${round + 1}`, RATE);
      const connect = one.tiers.find(({ tier }) => tier === 'connect');
      const counted = (name: string) => connect?.counters[`parley_connect_${name}_total`] ?? 0;
      const frames = Math.max(1, counted('frames_out'));
      const framesPerDelivery = frames / Math.max(1, counted('deliveries'));
      const frameBytes = Math.round(counted('bytes_out') / frames);
      const theirs = await sendLoop(program, sockets, frameBytes, bench.seconds / 2);
      const cpuUs = (connect?.cpuMs ?? 0) * 1_000;
      measurements.push(one);
      rounds.push({
        ours: cpuUs / (one.deliveredPerSecond * bench.seconds * framesPerDelivery),
        theirs,
        framesPerDelivery,
      });
      bench.say(`C loop: ${theirs.toFixed(2)} µs CPU a frame of ${frameBytes} bytes`);
    }
  });
  const figure = (name: string, key: keyof (typeof rounds)[number], unit: string) => ({
    name,
    unit,
    value: median(rounds.map(round => round[key])),
  });
  return {
    values: rounds.map(({ ours, theirs }) => theirs / ours),
    figures: [
      figure('connect', 'ours', 'µs CPU/frame'),
      figure('C loop', 'theirs', 'µs CPU/send'),
      figure('frames by delivery', 'framesPerDelivery', ''),
    ],
    measurements,
    plots: [],
    notes: [
      `By CPU time: what a send() costs in C, as a fraction of all that the connect process spends for a frame; both ${RATE} times a second to ${sockets} sockets, so that each frame leaves alone.`,
    ],
  };
}

/** µs of CPU time for one send(), at the same rate: a receiver that sleeps has to be woken in both cases. */
async function sendLoop(
  program: string,
  sockets: number,
  frameBytes: number,
  seconds: number,
): Promise<number> {
  const sender = spawn(program, ['send', `${sockets}`, `${frameBytes}`, `${RATE}`, `${seconds}`]);
  let output = '';
  sender.stdout.setEncoding('utf8');
  const ended = new Promise(resolve => sender.once('close', resolve));
  const port = await new Promise<string>((resolve, reject) => {
    sender.once('error', reject);
    sender.stdout.on('data', (chunk: string) => {
      output += chunk;
      const found = /port (\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  await run(program, ['drain', port, `${sockets}`]);
  await ended;
  const [, sends = '0', cpu = '0'] = /sends (\d+) .* cpu ([\d.]+)/.exec(output) ?? [];
  return (Number(cpu) * 1e6) / Math.max(1, Number(sends));
}

export const writeScenarios: readonly Scenario[] = [
  {
    id: 'P1',
    title: 'One frame per write: fraction of a C loop',
    target: { unit: 'of C', floor: 0.75, aim: 0.95, better: 'higher' },
    run: writeCost,
  },
];
