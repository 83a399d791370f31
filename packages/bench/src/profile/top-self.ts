import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `--cpu-prof` writes, as far as it is used here. */
interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  samples: number[];
  /** Between samples, in µs. */
  timeDeltas: number[];
}

export interface SelfTime {
  name: string;
  ms: number;
  /** Of the time in which the process was not idle. */
  share: number;
}

/** Time in which nothing runs, and what beginning a profile takes. */
const LEFT_OUT = [/^\(idle\)$/, /^post node:inspector:/];

/** The functions in which a process spent its time, without what they called; the most first. */
export function topSelf(profiles: readonly string[], count: number): SelfTime[] {
  const byName = new Map<string, number>();
  for (const text of profiles) addProfile(JSON.parse(text) as CpuProfile, byName);
  for (const name of byName.keys()) {
    if (LEFT_OUT.some(pattern => pattern.test(name))) byName.delete(name);
  }
  const total = [...byName.values()].reduce((sum, us) => sum + us, 0);
  return [...byName]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, us]) => ({ name, ms: us / 1_000, share: us / total }));
}

/** The profiles that the processes of one tier have left. */
export function readProfiles(directory: string): string[] {
  return readdirSync(directory)
    .filter(name => name.endsWith('.cpuprofile'))
    .map(name => readFileSync(join(directory, name), 'utf8'));
}

function addProfile(profile: CpuProfile, byName: Map<string, number>): void {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  profile.samples.forEach((id, i) => {
    const name = names.get(id) ?? '(unknown)';
    byName.set(name, (byName.get(name) ?? 0) + (profile.timeDeltas[i] ?? 0));
  });
}

/** `function file:line`, the file by its last two parts. */
function nameOf({
  functionName,
  url,
  lineNumber,
}: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  return `${name} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`;
}
