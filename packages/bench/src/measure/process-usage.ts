import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface Usage {
  /** User and system time of all its threads. */
  cpuMs: number;
  rssBytes: number;
}

const CLOCK_TICK_MS = 1_000 / Number(execFileSync('getconf', ['CLK_TCK']));
const PAGE_BYTES = Number(execFileSync('getconf', ['PAGESIZE']));

/** From /proc, so Linux only; zero for a process that has ended. */
export function processUsage(pid: number, withChildren = false): Usage {
  const pids = withChildren ? [pid, ...childrenOf(pid)] : [pid];
  const all = pids.map(usageOf);
  return {
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    rssBytes: all.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
  };
}

function usageOf(pid: number): Usage {
  try {
    const fields = statFields(pid);
    // proc(5): utime is field 14, stime 15, rss 24; the first two are cut off.
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuMs: ticks * CLOCK_TICK_MS, rssBytes: Number(fields[21]) * PAGE_BYTES };
  } catch {
    return { cpuMs: 0, rssBytes: 0 };
  }
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces and brackets itself. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(other => {
      try {
        return Number(statFields(other)[1]) === pid;
      } catch {
        return false;
      }
    });
}
