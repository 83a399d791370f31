import { describe, expect, test } from '@jest/globals';
import { Histogram } from '../measure/histogram.ts';
import { CONVERGENCE_LIMIT_MS } from '../options.ts';
import { htmlOf } from './html.ts';
import { plotSvg } from './plot.ts';
import { type ChaosReport, convergenceFindings, countFaults } from './report.ts';
import { summaryOf } from './summary.ts';

const none = new Histogram().summary();
const noTimes = { overall: none, before: none, during: none, after: none };
const fault = { number: 1, target: 'logic-1', startMs: 0, endMs: 1, error: null };

function report(changes: Partial<ChaosReport> = {}): ChaosReport {
  return {
    ok: true,
    seed: 7,
    commit: 'abc',
    startedAt: '2026-01-01T00:00:00.000Z',
    hardware: { cpus: 2, cpuModel: 'a <fast> one', memoryGiB: 8, node: 'v24' },
    rig: 'one process',
    options: {
      seconds: 10,
      seed: 7,
      clients: 20,
      rate: 5,
      lanes: 2,
      faults: null,
      database: 'postgres',
      embedded: true,
      out: 'out',
    },
    loadSeconds: 12,
    faults: [
      { ...fault, kind: 'kill-all', startS: 3, endS: 5, evidence: 'process 1 ended' },
      { ...fault, kind: 'slow-reader', startS: 4, endS: 6, evidence: null },
    ],
    faultCounts: [{ kind: 'kill-all', carriedOut: 1, notCarriedOut: 0 }],
    traffic: {
      sends: 60,
      acknowledgements: 60,
      refusals: {},
      deliveries: 120,
      wireEvents: 130,
      wireDuplicates: { pushed: 3, asked: 1 },
      shownTwice: 0,
      closeCodes: { 1006: 4 },
      requestErrors: {},
    },
    sendToAck: noTimes,
    sendToSeen: noTimes,
    series: [],
    reconnects: { rollingRestart: none, otherFaults: none },
    convergence: { afterMs: 1_234, limitMs: CONVERGENCE_LIMIT_MS, devices: [] },
    deadLetters: {},
    unaskedEnds: [],
    lostDevices: [],
    historyEntries: 500,
    findings: [],
    ...changes,
  };
}

test('faults are counted by kind; one that cannot be shown was not carried out', () => {
  const faults = [
    { ...fault, kind: 'cut', evidence: 'cut' },
    { ...fault, kind: 'cut', evidence: null },
  ];
  expect(countFaults(['cut', 'kill'], faults)).toEqual([
    { kind: 'cut', carriedOut: 1, notCarriedOut: 1 },
    { kind: 'kill', carriedOut: 0, notCarriedOut: 0 },
  ]);
});

describe('convergence', () => {
  const device = (afterMs: number | null, missing: string[] = []) => ({
    device: 'u1',
    afterMs,
    missing,
  });
  const findings = (...devices: ReturnType<typeof device>[]) => {
    const times = devices.map(({ afterMs }) => afterMs ?? Number.POSITIVE_INFINITY);
    const afterMs = Math.max(...times);
    const result = { afterMs: Number.isFinite(afterMs) ? afterMs : null, devices, logs: new Map() };
    return convergenceFindings(result).map(({ message }) => message);
  };

  test('in time is no finding', () => {
    expect(findings(device(0), device(CONVERGENCE_LIMIT_MS))).toEqual([]);
  });

  test('too late, and never, are findings of these devices alone', () => {
    expect(findings(device(1), device(CONVERGENCE_LIMIT_MS + 1))).toEqual([
      expect.stringContaining('10001 ms after the last fault'),
    ]);
    expect(findings(device(1), device(null, ['u1 is offline']))).toEqual([
      'u1 had not caught up at all: u1 is offline.',
    ]);
  });
});

describe('what a person reads', () => {
  test('the summary has the verdict, what was not carried out, and a few findings of each rule', () => {
    expect(summaryOf(report())).toMatch(
      /slow-reader: nothing to be seen[\s\S]*Every promise was kept/,
    );
    const many = Array.from({ length: 30 }, (_, i) => ({
      rule: i < 20 ? 'hole' : 'leaked',
      message: `finding ${i}`,
      entries: [i],
    }));
    const text = summaryOf(report({ ok: false, findings: many }));
    expect(text).toMatch(/hole: and 15 more[\s\S]*leaked: finding 20[\s\S]*A PROMISE WAS BROKEN/);
  });

  test('the page stands alone and shows text as text', () => {
    const finding = { rule: 'leaked', message: '<script>"x"</script>', entries: [4, 9] };
    const html = htmlOf(report({ ok: false, findings: [finding] }));
    expect(html).toContain('&lt;script&gt;&quot;x&quot;');
    expect(html).toContain('a &lt;fast&gt; one');
    expect(html).not.toMatch(/<script|<link|src=|https?:/);
    expect(html).toContain('4, 9');
  });
});

describe('a plot', () => {
  const line = (values: (number | null)[]) => ({ name: 'p50', colour: 'red', values });
  const shared = { title: 't', unit: 'ms', startX: 0, stepX: 1 };

  test('draws numbers only, whatever there is to draw', () => {
    const plots = [[], [0], [null, null], [1, null, 3], [5_000, 0.01]];
    for (const values of plots) {
      for (const logarithmic of [false, true]) {
        expect(plotSvg({ ...shared, lines: [line(values)], logarithmic })).not.toMatch(
          /NaN|Infinity/,
        );
      }
    }
  });

  test('leaves a hole where nothing was measured, and rises with the value', () => {
    const svg = plotSvg({ ...shared, lines: [line([1, null, 5, 10])] });
    const lines = [...svg.matchAll(/points="([^"]+)"/g)].map(match => match[1] ?? '');
    expect(lines).toHaveLength(2);
    const [five = 0, ten = 0] = (lines[1] ?? '')
      .split(' ')
      .map(point => Number(point.split(',')[1]));
    expect(ten).toBeLessThan(five);
  });

  test('marks spans over the time that they lasted', () => {
    const span = { from: 1, to: 3, row: 0, colour: 'blue', title: 'kill <1>' };
    const svg = plotSvg({ ...shared, lines: [line([0, 1, 2, 3, 4])], spans: [span] });
    expect(svg).toContain('kill &lt;1&gt;');
    const [, from, width] = /<rect x="([\d.]+)" width="([\d.]+)"/.exec(svg) ?? [];
    expect([Number(from), Number(width)]).toEqual([320, 520]);
  });
});
