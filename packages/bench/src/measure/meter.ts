import type { Member, System } from '../system/system.ts';
import { processUsage, type Usage } from './process-usage.ts';
import { type Metrics, readMetrics } from './read-metrics.ts';

/** What a tier cost over the measured time, all its processes together. */
export interface TierCost {
  tier: string;
  processes: number;
  cpuMs: number;
  rssBytes: number;
  /** Pauses of garbage collection: how many, for how long together, and how many beyond 10 ms. */
  gcPauses: number;
  gcMs: number;
  gcOver10Ms: number;
  /** What its own counters have grown by, from before the load until nothing was under way any more. */
  counters: Readonly<Record<string, number>>;
}

interface Sample {
  member: Member;
  usage: Usage;
  metrics: Metrics | undefined;
}

/**
 * Measures the processes of `system` between `begin` and `end`. Its CPU time is read at once; its
 * metrics take a request each, which is made outside of the measured time, in `prepare` and `costs`.
 */
export class Meter {
  private readonly system: System;
  private before: Sample[] = [];
  private usages: Usage[] = [];

  constructor(system: System) {
    this.system = system;
  }

  /** To be called before the load: begins the profiles, which takes a moment, and asks for the metrics. */
  async prepare(): Promise<void> {
    this.toggleProfiles();
    this.before = await Promise.all(this.system.members.map(sample));
  }

  /** The measured time begins. */
  begin(): void {
    for (const one of this.before) one.usage = usageOf(one.member);
  }

  /** The measured time has ended. */
  end(): void {
    this.usages = this.system.members.map(usageOf);
  }

  private toggleProfiles(): void {
    for (const { pid, isProfiled } of this.system.members) {
      if (isProfiled) process.kill(pid, 'SIGUSR2');
    }
  }

  /** What it came to. To be called when nothing is under way any more: the counters are read now. */
  async costs(): Promise<TierCost[]> {
    const { usages } = this;
    this.toggleProfiles();
    const after = await Promise.all(this.system.members.map(sample));
    const tiers = new Map<string, TierCost>();
    this.before.forEach((before, i) => {
      const usage = usages[i] ?? before.usage;
      const { tier } = before.member;
      const cost = tiers.get(tier) ?? emptyCost(tier);
      tiers.set(tier, add(cost, before, usage, after[i]?.metrics));
    });
    return [...tiers.values()];
  }
}

function usageOf({ pid, withChildren }: Member): Usage {
  return processUsage(pid, withChildren);
}

async function sample(member: Member): Promise<Sample> {
  const metrics = member.metricsUrl ? await readMetrics(member.metricsUrl) : undefined;
  return { member, usage: usageOf(member), metrics };
}

function emptyCost(tier: string): TierCost {
  const gc = { gcPauses: 0, gcMs: 0, gcOver10Ms: 0 };
  return { tier, processes: 0, cpuMs: 0, rssBytes: 0, ...gc, counters: {} };
}

const GC = 'nodejs_gc_duration_seconds';

function add(cost: TierCost, before: Sample, usage: Usage, after: Metrics | undefined): TierCost {
  const grown = (name: string) => (after?.get(name) ?? 0) - (before.metrics?.get(name) ?? 0);
  const pauses = grown(`${GC}_count`);
  const counters: Record<string, number> = { ...cost.counters };
  for (const name of after?.keys() ?? []) {
    if (name.startsWith('parley_') && /_(total|count|sum)$/.test(name)) {
      counters[name] = (counters[name] ?? 0) + grown(name);
    }
  }
  return {
    tier: cost.tier,
    processes: cost.processes + 1,
    cpuMs: cost.cpuMs + usage.cpuMs - before.usage.cpuMs,
    rssBytes: cost.rssBytes + usage.rssBytes,
    gcPauses: cost.gcPauses + pauses,
    gcMs: cost.gcMs + grown(`${GC}_sum`) * 1_000,
    gcOver10Ms: cost.gcOver10Ms + pauses - grown(`${GC}_bucket<0.01`),
    counters,
  };
}
