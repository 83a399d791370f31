import type { Machine } from '../measure/machine.ts';
import { median } from '../measure/median.ts';
import type { SelfTime } from '../profile/top-self.ts';
import type { Outcome, Scenario, Skipped, Target } from '../scenarios/scenario.ts';

export type Verdict = 'aim' | 'floor' | 'below' | 'no target';

/** What the benchmark leaves behind, as JSON and as a page. */
export interface Report {
  startedAt: string;
  /** How it was called. */
  options: Readonly<Record<string, string | number | boolean>>;
  machine: Machine;
  warnings: readonly string[];
  results: readonly ScenarioResult[];
}

interface Header {
  id: string;
  title: string;
  target: Target | undefined;
}

export type ScenarioResult = Header &
  (
    | { status: 'skipped' | 'failed'; reason: string }
    | ({
        status: 'measured';
        /** The median of `values`, and the least and the most. */
        value: number;
        least: number;
        most: number;
        verdict: Verdict;
        seconds: number;
        profile: readonly TierProfile[];
      } & Outcome)
  );

export interface TierProfile {
  tier: string;
  functions: readonly SelfTime[];
}

export function toResult(
  scenario: Scenario,
  outcome: Outcome | Skipped,
  seconds: number,
  profile: readonly TierProfile[],
): ScenarioResult {
  const { id, title, target } = scenario;
  if ('skipped' in outcome) {
    return { id, title, target, status: 'skipped', reason: outcome.skipped };
  }
  if (outcome.values.length === 0) {
    return { id, title, target, status: 'failed', reason: outcome.notes.join(' ') };
  }
  const value = median(outcome.values);
  return {
    id,
    title,
    target,
    status: 'measured',
    value,
    least: Math.min(...outcome.values),
    most: Math.max(...outcome.values),
    verdict: judge(value, target),
    seconds,
    profile,
    ...outcome,
  };
}

export function judge(value: number, target: Target | undefined): Verdict {
  if (target === undefined) return 'no target';
  const reaches = (goal: number) => (target.better === 'higher' ? value >= goal : value <= goal);
  if (reaches(target.aim)) return 'aim';
  return reaches(target.floor) ? 'floor' : 'below';
}
