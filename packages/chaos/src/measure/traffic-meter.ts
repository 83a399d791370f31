import { Histogram, type Percentiles } from './histogram.ts';
import type { Phase, Phases } from './phases.ts';

/** What happened in one second of the run. */
export interface Second {
  sends: number;
  acknowledgements: number;
  seen: number;
  /** Send → seen, in ms. */
  seenP50: number;
  seenP99: number;
  /** Send → acknowledged, in ms. */
  ackP50: number;
  ackP99: number;
}

type ByPhase = Record<Phase | 'overall', Histogram>;
export type LatencyByPhase = Record<Phase | 'overall', Percentiles>;

interface Running {
  sends: number;
  acknowledged: Histogram;
  seen: Histogram;
}

/** Counts messages and takes their times, all by the clock of this process. */
export class TrafficMeter {
  /** The beginning of the load; the seconds are counted from it. */
  startMs = performance.now();
  sends = 0;
  acknowledgements = 0;
  deliveries = 0;
  readonly refusals = new Map<string, number>();
  private readonly phases: Phases;
  private readonly sentAtMs = new Map<string, number>();
  private readonly acknowledged = byPhase();
  private readonly seenBy = byPhase();
  private readonly seconds: Running[] = [];

  constructor(phases: Phases) {
    this.phases = phases;
  }

  /** The load begins now. */
  begin(): void {
    this.startMs = performance.now();
  }

  sent(clientId: string, isTimed: boolean): void {
    this.sends++;
    this.now().sends++;
    if (isTimed) this.sentAtMs.set(clientId, performance.now());
  }

  gotAcknowledged(clientId: string): void {
    this.acknowledgements++;
    const sentMs = this.sentAtMs.get(clientId);
    if (sentMs === undefined) return;
    this.now().acknowledged.add(this.take(this.acknowledged, sentMs));
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  /** @param sinceMs the time since when this device has wanted to be there: what was sent before is not late. */
  saw(clientId: string, sinceMs: number): void {
    this.deliveries++;
    const sentMs = this.sentAtMs.get(clientId);
    if (sentMs === undefined || sentMs < sinceMs) return;
    this.now().seen.add(this.take(this.seenBy, sentMs));
  }

  latencies(): { sendToAck: LatencyByPhase; sendToSeen: LatencyByPhase } {
    return { sendToAck: summaries(this.acknowledged), sendToSeen: summaries(this.seenBy) };
  }

  series(): Second[] {
    return this.seconds.map(({ sends, acknowledged, seen }) => ({
      sends,
      acknowledgements: acknowledged.count,
      seen: seen.count,
      seenP50: seen.summary().p50,
      seenP99: seen.summary().p99,
      ackP50: acknowledged.summary().p50,
      ackP99: acknowledged.summary().p99,
    }));
  }

  private take(times: ByPhase, sentMs: number): number {
    const ms = performance.now() - sentMs;
    times.overall.add(ms);
    times[this.phases.of(sentMs)].add(ms);
    return ms;
  }

  private now(): Running {
    const second = Math.floor((performance.now() - this.startMs) / 1_000);
    while (this.seconds.length < second) this.seconds.push(emptySecond());
    const known = this.seconds[second];
    if (known !== undefined) return known;
    const fresh = emptySecond();
    this.seconds.push(fresh);
    return fresh;
  }
}

function emptySecond(): Running {
  return { sends: 0, acknowledged: new Histogram(), seen: new Histogram() };
}

function byPhase(): ByPhase {
  const fresh = () => new Histogram();
  return { overall: fresh(), before: fresh(), during: fresh(), after: fresh() };
}

function summaries(times: ByPhase): LatencyByPhase {
  return {
    overall: times.overall.summary(),
    before: times.before.summary(),
    during: times.during.summary(),
    after: times.after.summary(),
  };
}
