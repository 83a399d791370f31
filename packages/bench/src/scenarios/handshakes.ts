import { sleep } from '@parley/core';
import { Histogram } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import { Meter, type TierCost } from '../measure/meter.ts';
import { startEmbedded } from '../system/start-embedded.ts';
import { CONCURRENCY, listeners, openAll, quietMs, scaled, strangers } from './listeners.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { withLoad } from './with-load.ts';

const CLIENTS = 10_000;
/** Rounds that do not count: V8 goes on compiling what they run, on threads whose time counts too. */
const WARM_UPS = 4;

/** From the first packet to `welcome`, by CPU time of the one process that does all of it. */
async function handshakes(bench: Bench): Promise<Outcome> {
  const people = scaled(CLIENTS, bench);
  const start = () => startEmbedded(strangers(people), bench.system);
  return withLoad(bench, start, listeners, async (load, system) => {
    const rounds: { perCore: number; perSecond: number; p99Ms: number; busy: number }[] = [];
    for (let round = 1 - WARM_UPS; round <= bench.repeat; round++) {
      const meter = new Meter(system);
      await meter.prepare();
      meter.begin();
      const result = await openAll(load, people);
      meter.end();
      const cpuMs = sumCpu(await meter.costs());
      await load.process.ask({ do: 'cut' });
      await sleep(quietMs(bench));
      const perCore = (result.opened * 1_000) / Math.max(1, cpuMs);
      const perSecond = (result.opened * 1_000) / result.elapsedMs;
      const p99Ms = Histogram.from(result.handshakes).quantileUs(0.99) / 1_000;
      bench.say(
        `${round > 0 ? `run ${round}` : 'warm-up'}: ${Math.round(perSecond)}/s, ${Math.round(perCore)} a core`,
      );
      if (round > 0) rounds.push({ perCore, perSecond, p99Ms, busy: result.busy });
    }
    const figure = (name: string, key: keyof (typeof rounds)[number], unit: string) => ({
      name,
      unit,
      value: median(rounds.map(one => one[key])),
    });
    return {
      values: rounds.map(({ perCore }) => perCore),
      figures: [
        figure('by the clock', 'perSecond', 'handshakes/s'),
        figure('p99 of a handshake', 'p99Ms', 'ms'),
        figure('load process busy', 'busy', 'of the time'),
      ],
      measurements: [],
      plots: [],
      notes: [
        `${people} handshakes by second of CPU time (all threads), ${CONCURRENCY} under way at a time; connect and logic together, in one process. The devices have been there before and are in no conversation.`,
      ],
    };
  });
}

function sumCpu(costs: readonly TierCost[]): number {
  return costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

export const handshakeScenarios: readonly Scenario[] = [
  {
    id: 'P9',
    title: 'Handshakes with a token, to welcome, per core',
    target: { unit: 'handshakes/s', floor: 6_000, aim: 12_000, better: 'higher' },
    run: handshakes,
  },
];
