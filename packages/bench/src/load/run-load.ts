import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { sleep } from '@parley/core';
import { Histogram } from '../measure/histogram.ts';
import { nowUs } from './clock.ts';
import type { Lines, ReaderCost } from './lines.ts';
import type { LoadClient } from './load-client.ts';
import { OpenLoop } from './open-loop.ts';
import type { LoadHealth, RunPlan, RunResult } from './protocol.ts';
import { Tally } from './tally.ts';

/** At most so many are sent before arrivals are looked at. */
const BURST = 512;
/** Below this rate the load waits for the moment itself, so that a timer's millisecond is not measured. */
const PRECISE_RATE = 200;
const PRECISE_US = 1_500;
/** A backlog of so many seconds is no transient; more of it would tell nothing new. */
const HOPELESS_SECONDS = 2;
/** Nobody ever changes it: to wait on it is to sleep. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/**
 * Sends for the whole of `plan` and waits for what comes of it.
 *
 * @param first the first message's number
 * @param onWindow told when the measured time begins and ends
 */
export async function runLoad(
  client: LoadClient,
  plan: RunPlan,
  first: number,
  onWindow: (at: 'begins' | 'ends') => void,
): Promise<RunResult> {
  const { ratePerSecond, warmupMs, measureMs, settleMs } = plan;
  const { burst } = client;
  /** Whole bursts. */
  const within = (ms: number) => Math.round(((ms / 1_000) * ratePerSecond) / burst) * burst;
  const warmups = within(warmupMs);
  const measured = Math.max(burst, within(measureMs));
  const loop = new OpenLoop(nowUs() + 2_000, ratePerSecond, burst);
  const dueUs = (number: number) => loop.dueUs(number - first);
  const tally = new Tally(
    { first, warmups, count: measured },
    client.setup.receiversPerMessage,
    dueUs,
  );
  const lag = new Histogram();
  const lostBefore = client.lost;
  const faultsBefore = { ...client.order.faults };
  client.tally = tally;

  let probe = startProbe(client.lines);
  let windowStartMs = Number.NaN;
  let aborted = false;
  const begin = () => {
    tally.isInTime = true;
    windowStartMs = performance.now();
    probe = startProbe(client.lines);
    onWindow('begins');
  };
  if (warmups === 0) begin();
  while (loop.next < warmups + measured) {
    const now = nowUs();
    const from = loop.next;
    const stopAt = from < warmups ? warmups : warmups + measured;
    const count = loop.take(now, Math.min(BURST, stopAt - from));
    for (let index = from; index < from + count; index += burst) {
      const due = loop.dueUs(index);
      if (index >= warmups) lag.record(nowUs() - due);
      client.send(first + index, due);
    }
    if (Number.isNaN(windowStartMs) && loop.next >= warmups) begin();
    if (loop.next - tally.answered > Math.max(1_000, HOPELESS_SECONDS * ratePerSecond)) {
      aborted = true;
      break;
    }
    await pause(loop.dueUs(loop.next) - nowUs(), ratePerSecond, client.lines);
  }
  tally.isInTime = false;
  const measuredMs = Math.max(1, performance.now() - windowStartMs);
  const health = endProbe(probe, client.lines, lag);
  onWindow('ends');

  const offered = Math.max(0, loop.next - warmups);
  const deadline = performance.now() + settleMs;
  while (!tally.isComplete(offered) && performance.now() < deadline) await sleep(20);
  client.tally = undefined;
  const { faults } = client.order;
  return {
    sent: loop.next,
    offered,
    acknowledged: tally.acknowledged,
    refused: tally.refused,
    expected: tally.expected(offered),
    delivered: tally.delivered,
    acknowledgedInTime: tally.acknowledgedInTime,
    deliveredInTime: tally.deliveredInTime,
    measuredMs,
    ack: tally.ack.toSparse(),
    delivery: tally.delivery.toSparse(),
    completion: tally.completion.toSparse(),
    order: {
      repeats: faults.repeats - faultsBefore.repeats,
      late: faults.late - faultsBefore.late,
      contradictions: faults.contradictions - faultsBefore.contradictions,
      holes: faults.holes - faultsBefore.holes,
    },
    lost: client.lost - lostBefore,
    firstLoss: client.firstLoss,
    aborted,
    health,
  };
}

/**
 * Resolves when something may be due. At a low rate the last moments are waited for: by looking again
 * and again, so that what arrives meanwhile is read, or in sleep if that is another process's work.
 */
function pause(waitUs: number, ratePerSecond: number, { reader }: Lines): Promise<void> {
  const isPrecise = ratePerSecond <= PRECISE_RATE;
  if (waitUs > (isPrecise ? PRECISE_US : 0)) {
    return sleep(isPrecise ? (waitUs - PRECISE_US) / 1_000 : 1);
  }
  if (isPrecise && reader === 'C' && waitUs > 0) Atomics.wait(NEVER, 0, 0, waitUs / 1_000);
  return new Promise(resolve => setImmediate(resolve));
}

interface Probe {
  atMs: number;
  loop: EventLoopUtilization;
  cpu: NodeJS.CpuUsage;
  reader: ReaderCost;
}

function startProbe({ cost }: Lines): Probe {
  return {
    atMs: performance.now(),
    loop: performance.eventLoopUtilization(),
    cpu: process.cpuUsage(),
    reader: { ...cost },
  };
}

function endProbe(from: Probe, { reader, cost }: Lines, lag: Histogram): LoadHealth {
  const cpu = process.cpuUsage(from.cpu);
  const elapsedUs = (performance.now() - from.atMs) * 1_000;
  const readerCpuUs = cost.cpuUs - from.reader.cpuUs;
  const loop = performance.eventLoopUtilization(from.loop).utilization;
  return {
    reader,
    busy: Math.max(loop, (cost.busyUs - from.reader.busyUs) / elapsedUs),
    cpu: (cpu.user + cpu.system + readerCpuUs) / elapsedUs,
    lagP50Ms: lag.quantileUs(0.5) / 1_000,
    lagP99Ms: lag.quantileUs(0.99) / 1_000,
  };
}
