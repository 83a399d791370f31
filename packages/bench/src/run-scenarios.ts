import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describeMachine, machineWarnings } from './measure/machine.ts';
import { readProfiles, topSelf } from './profile/top-self.ts';
import { htmlReport } from './report/html.ts';
import { formatNumber } from './report/number.ts';
import { type Report, type ScenarioResult, type TierProfile, toResult } from './report/result.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { within } from './within.ts';

const SHOWN_FUNCTIONS = 20;
/** With less time than this left nothing begins any more. */
const LEAST_MS = 30_000;

/** A scenario that takes longer hangs: several times what the longest one needs. */
function limitMs({ repeat, seconds }: RunOptions): number {
  return 300_000 + repeat * (seconds + 3) * 10_000;
}

export interface RunOptions {
  repeat: number;
  seconds: number;
  /** See `Bench.scale`. */
  scale: number;
  profile: boolean;
  /** See `BenchArguments`. */
  database: 'sqlite' | 'postgres';
  /** All of them together end by then: what would begin later is left out, what still runs is given up. */
  budgetMs?: number | undefined;
  /** The folder of the report; made if it is missing. */
  out: string;
  say: (line: string) => void;
}

/** Measures one scenario after the other; the report is written after each, so that none is lost. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  options: RunOptions,
): Promise<Report> {
  const { repeat, seconds, scale, profile, database, out, say } = options;
  const { budgetMs = Number.POSITIVE_INFINITY } = options;
  const startMs = performance.now();
  mkdirSync(out, { recursive: true });
  const machine = describeMachine();
  const warnings = machineWarnings(machine);
  for (const warning of warnings) say(`! ${warning}`);
  const startedAt = new Date().toISOString();
  const ids = scenarios.map(({ id }) => id).join(',');
  const results: ScenarioResult[] = [];
  const report: Report = {
    startedAt,
    options: {
      scenarios: ids,
      database,
      repeat,
      seconds,
      profile,
      scale,
    },
    machine,
    warnings,
    results,
  };
  for (const scenario of scenarios) {
    say(`\n${scenario.id} ${scenario.title}`);
    const leftMs = startMs + budgetMs - performance.now();
    const result = leftMs < LEAST_MS ? tooLate(scenario) : await runOne(scenario, options, leftMs);
    results.push(result);
    say(describeResult(result));
    writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
    writeFileSync(join(out, 'report.html'), htmlReport(report));
  }
  return report;
}

function tooLate({ id, title, target }: Scenario): ScenarioResult {
  return { id, title, target, status: 'skipped', reason: 'the time for all scenarios was over' };
}

async function runOne(
  scenario: Scenario,
  options: RunOptions,
  leftMs: number,
): Promise<ScenarioResult> {
  const { repeat, seconds, scale, say } = options;
  const profileDirectory = options.profile
    ? resolve(options.out, 'profiles', scenario.id)
    : undefined;
  const startMs = performance.now();
  try {
    const system = { profileDirectory, database: options.database };
    const outcome = await within(Math.min(leftMs, limitMs(options)), signal =>
      scenario.run({ repeat, seconds, scale, system, signal, say }),
    );
    const profiles = profileDirectory === undefined ? [] : tierProfiles(profileDirectory);
    for (const one of profiles) say(describeProfile(one));
    return toResult(scenario, outcome, (performance.now() - startMs) / 1_000, profiles);
  } catch (error) {
    const { id, title, target } = scenario;
    const reason = error instanceof Error ? error.message : String(error);
    return { id, title, target, status: 'failed', reason };
  }
}

function tierProfiles(directory: string): TierProfile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).map(tier => ({
    tier,
    functions: topSelf(readProfiles(join(directory, tier)), SHOWN_FUNCTIONS),
  }));
}

function describeProfile({ tier, functions }: TierProfile): string {
  const lines = functions.map(
    ({ name, share }) => `    ${(share * 100).toFixed(1).padStart(5)} %  ${name}`,
  );
  return [`  ${tier}: self time`, ...lines].join('\n');
}

function loadWarnings({ measurements }: Extract<ScenarioResult, { status: 'measured' }>): string[] {
  return [...new Set(measurements.flatMap(({ loadWarning }) => loadWarning ?? []))];
}

function describeResult(result: ScenarioResult): string {
  if (result.status !== 'measured') return `  ${result.status}: ${result.reason}`;
  const { value, least, most, target, verdict, notes } = result;
  const unit = target?.unit ?? '';
  const goals = target
    ? `, floor ${formatNumber(target.floor)}, aim ${formatNumber(target.aim)}: ${verdict}`
    : '';
  return [
    `  = ${formatNumber(value)} ${unit} (${formatNumber(least)} – ${formatNumber(most)})${goals}`,
    ...[...notes, ...loadWarnings(result)].map(note => `    ${note}`),
  ].join('\n');
}
