import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { median } from './median.ts';

/** On what, and with what, was measured: without it no figure means anything. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  system: string;
  node: string;
  versions: Readonly<Record<string, string>>;
  /** The commit of the working tree, with `+` when it has changes. */
  commit: string;
  /** Processes that wanted to run over the last minute, before the benchmark began. */
  loadBefore: number;
  /** A write of 4 KiB that waits for the disk, median of 50, in ms. Bounds every commit. */
  syncMs: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    versions: {
      redis: versionOf('redis-server', ['--version'], /v=(\S+)/),
      etcd: versionOf('etcd', ['--version'], /etcd Version: (\S+)/),
      'socket.io': installed('socket.io'),
      postgres: versionOf('postgres', ['--version'], /(\d+\.\d+)/),
    },
    commit: commit(),
    loadBefore: loadavg()[0] ?? 0,
    syncMs: measureSync(),
  };
}

/** What makes a reader careful, as whole sentences. */
export function machineWarnings({ loadBefore, cores, syncMs }: Machine): string[] {
  const warnings: string[] = [];
  if (loadBefore > cores / 4) {
    warnings.push(
      `The machine was not idle: its load was ${loadBefore.toFixed(1)} on ${cores} cores before the first scenario. Only figures of one interleaved run can be compared.`,
    );
  }
  if (syncMs > 1) {
    warnings.push(
      `The disk took ${syncMs.toFixed(1)} ms to make 4 KiB durable; every commit waits for it.`,
    );
  }
  return warnings;
}

function commit(): string {
  const git = (...args: string[]) => run('git', args);
  const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
  return `${git('rev-parse', '--short=12', 'HEAD') || 'unknown'}${changed ? '+' : ''}`;
}

function installed(library: string): string {
  try {
    const { version } = createRequire(import.meta.url)(`${library}/package.json`) as {
      version: string;
    };
    return version;
  } catch {
    return 'not found';
  }
}

function versionOf(program: string, args: readonly string[], pattern: RegExp): string {
  return pattern.exec(run(program, args))?.[1] ?? 'not found';
}

function run(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

function measureSync(): number {
  const file = join(tmpdir(), `parley-bench-sync-${process.pid}`);
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(4_096);
  const times: number[] = [];
  try {
    for (let i = 0; i < 50; i++) {
      const startMs = performance.now();
      writeSync(descriptor, block);
      fdatasyncSync(descriptor);
      times.push(performance.now() - startMs);
    }
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
  return median(times);
}
