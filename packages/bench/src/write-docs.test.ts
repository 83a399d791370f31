import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Report, ScenarioResult } from './report/result.ts';
import { DOCS, writeDocs } from './write-docs.ts';

const PAGE = `# Performance

<!-- figures: made by \`pnpm bench --write-docs report.json\` -->

what was there before

<!-- end of figures -->

The rest.
`;

const growth: ScenarioResult = {
  id: 'P14',
  title: 'Growth',
  target: { unit: '% more', floor: 20, aim: 5, better: 'lower' },
  status: 'measured',
  value: 12,
  least: 11,
  most: 13,
  verdict: 'floor',
  seconds: 3,
  profile: [],
  values: [12],
  figures: [{ name: 'storage | by message', value: 321, unit: 'bytes' }],
  measurements: [],
  plots: [1, 2].map(number => ({
    title: `Plot ${number}`,
    xLabel: 'rooms',
    yLabel: 'µs',
    series: [{ name: 'cost', points: [{ x: 1, y: 2 }] }],
  })),
  notes: [],
};

const report: Report = {
  startedAt: '2026-01-02T03:04:05.678Z',
  options: { repeat: 3, seconds: 6, database: 'sqlite' },
  machine: {
    cpu: 'a core',
    cores: 2,
    memoryBytes: 2 ** 33,
    system: 'linux',
    node: 'v24',
    versions: { redis: '7' },
    commit: 'abc',
    loadBefore: 0.1,
    syncMs: 0.2,
  },
  warnings: [],
  results: [
    { id: 'P1', title: 'A loop', target: undefined, status: 'failed', reason: 'no cc' },
    growth,
  ],
};

let docs: string;
let file: string;

beforeEach(async () => {
  docs = await mkdtemp(join(tmpdir(), 'parley-bench-docs-'));
  await mkdir(join(docs, 'images'));
  file = join(docs, 'report.json');
  await writeFile(file, JSON.stringify(report));
});

afterEach(() => rm(docs, { recursive: true, force: true }));

test('the figures of a report replace those of the page, and nothing else, as often as one likes', async () => {
  const page = join(docs, 'performance.md');
  await writeFile(page, PAGE);
  writeDocs(file, docs);
  const once = await readFile(page, 'utf8');
  expect(once).toContain('# Performance\n');
  expect(once).toContain('\n\nThe rest.\n');
  expect(once).not.toContain('what was there before');
  expect(once).toContain('commit abc: 2 cores of a core, 8 GiB');
  expect(once).toContain('| P1 | A loop | failed |  |  |  | no cc |');
  expect(once).toContain('| P14 | Growth | **12** % more | 11 – 13 | 20 | 5 | the floor |');
  expect(once).toContain('| P14 | storage \\| by message | 321 | bytes |');
  writeDocs(file, docs);
  expect(await readFile(page, 'utf8')).toBe(once);
  const svg = await readFile(join(docs, 'images/cost-growth.svg'), 'utf8');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 560 600"/);
  expect(svg).toContain('<title>CPU by delivery');
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(once).toContain('](images/cost-growth.svg)');
});

test('the page of the documentation has a place for them', async () => {
  const page = join(docs, 'performance.md');
  await cp(join(DOCS, 'performance.md'), page);
  writeDocs(file, docs);
  expect(await readFile(page, 'utf8')).toContain('commit abc');
});

test('a page without a place for them, and a report that is none, are refused', async () => {
  await writeFile(join(docs, 'performance.md'), '# Performance\n');
  expect(() => writeDocs(file, docs)).toThrow(/performance\.md: expected "<!-- figures/);
  expect(() => writeDocs(join(docs, 'performance.md'), docs)).toThrow(
    /--write-docs: expected a report\.json, got/,
  );
});
