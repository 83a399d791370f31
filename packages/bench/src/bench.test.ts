import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runScenarios } from './run-scenarios.ts';
import { pairLoad, pairsOfPeople } from './scenarios/direct.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { withLoad } from './scenarios/with-load.ts';
import { startEmbedded } from './system/start-embedded.ts';

const PAIRS = 5;

/** A few hundred messages through a real server: what is measured is nothing, that it works is all. */
const small: Scenario = {
  id: 'P0',
  title: 'A trial',
  target: { unit: 'messages/s', floor: 1, aim: 10, better: 'higher' },
  run: async bench => {
    const start = () => startEmbedded(pairsOfPeople(PAIRS), bench.system);
    const one = await withLoad(bench, start, pairLoad, load => load.measureAt('trial', 200));
    const values = [one.acknowledgedPerSecond];
    return { values, figures: [], measurements: [one], plots: [], notes: [] };
  },
};

const real = SCENARIOS.filter(({ id }) => id === 'P9' || id === 'P7A');

const broken: Scenario = {
  id: 'P00',
  title: 'Breaks',
  target: undefined,
  run: () => Promise.reject(new Error('it broke')),
};

test('a scenario runs from the server to the report, and one that breaks stops nobody', async () => {
  const out = await mkdtemp(join(tmpdir(), 'parley-bench-test-'));
  try {
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const database = 'sqlite';
    const options = {
      repeat: 1,
      seconds: 1,
      scale: 0.005,
      profile: false,
      database,
      out,
      say,
    } as const;
    const { results } = await runScenarios([broken, small, ...real], options);
    expect(results[0]).toMatchObject({ status: 'failed', reason: 'it broke' });
    const [, result] = results;
    if (result?.status !== 'measured') throw new Error(lines.join('\n'));
    const [one] = result.measurements;
    expect(one).toMatchObject({
      offered: 200,
      acknowledged: 200,
      expected: 200,
      delivered: 200,
      refused: 0,
      lost: 0,
      order: { contradictions: 0, holes: 0 },
    });
    expect(one?.delivery.p50Ms).toBeGreaterThan(0);
    expect(one?.tiers).toMatchObject([{ tier: 'all', processes: 1 }]);
    expect(one?.tiers[0]?.counters.parley_connect_deliveries_total).toBeGreaterThanOrEqual(200);
    expect(results.slice(2)).toMatchObject([
      { id: 'P7A', status: 'measured' },
      { id: 'P9', status: 'measured' },
    ]);
    const written = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as unknown;
    expect(written).toMatchObject({
      results: [{ id: 'P00' }, { id: 'P0', verdict: result.verdict }, { id: 'P7A' }, { id: 'P9' }],
    });
    const page = await readFile(join(out, 'report.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 180_000);
