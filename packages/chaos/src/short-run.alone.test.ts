import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startProcess } from '@parley/testing';
import type { ChaosReport } from './report/report.ts';

jest.setTimeout(180_000);

const MAIN = join(import.meta.dirname, 'main.ts');
/** Of each sort one that is over soon; all the others, and longer ones, are for the command. */
const QUICK_FAULTS =
  'kill,restart,empty-redis,freeze-logic,cut-client-connect,cut-logic-database,slow-reader';
let out: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'parley-chaos-test-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** The command itself, on another process: what it prints, how it ends, and its report. */
async function chaos(...args: readonly string[]) {
  const running = await startProcess({
    command: process.execPath,
    args: ['--conditions=@parley/source', MAIN, '--out', out, ...args],
  });
  const { code } = await running.exited;
  return { code, output: running.output() };
}

const readReport = async () =>
  JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as ChaosReport;

describe('a short run', () => {
  test.each([
    ['a cluster', ['--seconds', '20', '--lanes', '3', '--faults', QUICK_FAULTS], 6],
    ['one process', ['--seconds', '8', '--embedded'], 2],
  ] as const)('%s keeps every promise while it is broken', async (_name, args, leastFaults) => {
    const load = ['--clients', '60', '--rate', '30', '--seed', '1'];
    const { code, output } = await chaos(...load, ...args);
    const report = await readReport();
    expect([report.findings, output]).toEqual([[], expect.stringContaining('Seed 1;')]);
    expect(code).toBe(0);
    expect(report.convergence.afterMs).toBeLessThan(report.convergence.limitMs);
    expect(report.faults.filter(fault => fault.evidence !== null).length).toBeGreaterThan(
      leastFaults,
    );
    expect(report.faults.filter(fault => fault.error !== null)).toEqual([]);
    expect(report.traffic.acknowledgements).toBeGreaterThan(100);
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('every promise was kept');
  });
});
