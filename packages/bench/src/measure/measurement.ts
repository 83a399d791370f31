import { cpus } from 'node:os';
import type { LoadProcess } from '../load/load-process.ts';
import type { LoadHealth, RunPlan, RunResult } from '../load/protocol.ts';
import type { System } from '../system/system.ts';
import { Histogram, type LatencySummary, type SparseHistogram } from './histogram.ts';
import { Meter, type TierCost } from './meter.ts';

type Counts = Pick<
  RunResult,
  | 'sent'
  | 'offered'
  | 'acknowledged'
  | 'refused'
  | 'expected'
  | 'delivered'
  | 'lost'
  | 'order'
  | 'aborted'
>;

/** One measured time: what was asked of the system, what came of it and what it cost. */
export interface Measurement extends Counts {
  label: string;
  system: string;
  offeredPerSecond: number;
  acknowledgedPerSecond: number;
  deliveredPerSecond: number;
  ack: LatencySummary;
  delivery: LatencySummary;
  completion: LatencySummary;
  histograms: { ack: SparseHistogram; delivery: SparseHistogram };
  firstLoss: string | undefined;
  /** CPU time of all tiers by delivery and by message, in µs. */
  cpuPerDeliveryUs: number;
  cpuPerMessageUs: number;
  tiers: readonly TierCost[];
  health: LoadHealth;
  /** Share of all cores that the servers and the load used together. */
  machineBusy: number;
  /** Why the load process may have been the limit and not the server. */
  loadWarning: string | undefined;
}

/** Runs `plan` and measures the system over its measured time. */
export async function measure(
  system: System,
  load: LoadProcess,
  label: string,
  plan: RunPlan,
): Promise<Measurement> {
  const meter = new Meter(system);
  await meter.prepare();
  const result = await load.ask({ do: 'run', plan }, at => {
    if (at === 'begins') meter.begin();
    else meter.end();
  });
  return toMeasurement(system.name, label, plan, result, await meter.costs());
}

function toMeasurement(
  system: string,
  label: string,
  plan: RunPlan,
  result: RunResult,
  tiers: readonly TierCost[],
): Measurement {
  const seconds = result.measuredMs / 1_000;
  const cpuUs = tiers.reduce((sum, { cpuMs }) => sum + cpuMs, 0) * 1_000;
  const { sent, offered, acknowledged, refused } = result;
  const { expected, delivered, lost, order, aborted } = result;
  const summary = (histogram: SparseHistogram) => Histogram.from(histogram).summary();
  return {
    label,
    system,
    sent,
    offered,
    acknowledged,
    refused,
    expected,
    delivered,
    lost,
    order,
    aborted,
    offeredPerSecond: plan.ratePerSecond,
    acknowledgedPerSecond: result.acknowledgedInTime / seconds,
    deliveredPerSecond: result.deliveredInTime / seconds,
    ack: summary(result.ack),
    delivery: summary(result.delivery),
    completion: summary(result.completion),
    histograms: { ack: result.ack, delivery: result.delivery },
    firstLoss: result.firstLoss,
    cpuPerDeliveryUs: cpuUs / Math.max(1, result.deliveredInTime),
    cpuPerMessageUs: cpuUs / Math.max(1, result.acknowledgedInTime),
    tiers,
    health: result.health,
    machineBusy: (cpuUs / 1_000 / result.measuredMs + result.health.cpu) / cpus().length,
    // Where nothing is delivered the answers are all there is.
    loadWarning: warn(result.health, summary(expected > 0 ? result.delivery : result.ack)),
  };
}

/** Beyond this share of the time the load process's own loop is as good as full. */
const BUSY = 0.95;
/** The load process's own lateness may be this part of the latency that is told. */
const LAG_SHARE = 0.25;
const LAG_MS = 2;

function warn({ busy, lagP99Ms }: LoadHealth, { p99Ms }: LatencySummary): string | undefined {
  if (busy > BUSY) {
    return `The load process was busy for ${(busy * 100).toFixed(0)} % of the time: the server may do more.`;
  }
  if (lagP99Ms > LAG_MS && lagP99Ms > LAG_SHARE * p99Ms) {
    return `Messages left up to ${lagP99Ms.toFixed(1)} ms late (p99), a good part of the latency: the machine, not the server, may be the limit.`;
  }
  return undefined;
}
