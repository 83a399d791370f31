import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { GUARD_SCRIPT, RELEASE_GUARD } from './process-guard.ts';
import { waitUntilReady } from './process-ready.ts';

export interface ProcessOptions {
  /** What errors call it. Default: the command. */
  name?: string;
  command: string;
  args?: readonly string[];
  /** Added to this process's environment; `undefined` takes a variable out. */
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Run as this user; needs root. Default: the user of this process. */
  user?: { uid: number; gid: number };
  /**
   * When `startProcess` resolves: a pattern that the output (both streams) must contain, or a question
   * asked every 20 ms until it answers true. Default: at once.
   */
  ready?: RegExp | (() => Promise<boolean>);
  /** How long to wait for `ready`, in ms. Default 30000. */
  readyTimeoutMs?: number;
  /** The signal that asks the program to end in order. Default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** How long `stop` waits before SIGKILL, in ms. Default 5000. */
  stopGraceMs?: number;
  /** Output is appended to this file too. */
  logFile?: string;
  /** A folder that is removed if THIS process dies before it stopped the program. */
  removeWhenAbandoned?: string;
}

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program that this process started, and which ends at the latest when this process does. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** The last 64 Ki characters that it wrote to stdout and stderr. */
  output(): string;
  readonly exited: Promise<ProcessExit>;
  /** Sends `signal` to it alone; nothing happens when it has ended. */
  kill(signal: NodeJS.Signals): void;
  /** `signal` (default: `stopSignal`), then SIGKILL after the grace. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<ProcessExit>;
}

const OUTPUT_CHARACTERS = 64 * 1024;

/**
 * Starts a program and waits until it is ready. Needs a POSIX shell.
 * @throws Error with the end of the program's output when it ends or stays silent before it is ready.
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const running = launch(options);
  try {
    await waitUntilReady(running, options);
  } catch (error) {
    await running.stop('SIGKILL');
    throw error;
  }
  return running;
}

function launch(options: ProcessOptions): RunningProcess {
  const { command, args = [], stopSignal = 'SIGTERM', stopGraceMs = 5000 } = options;
  const name = options.name ?? command;
  const child = spawn(
    '/bin/sh',
    ['-c', GUARD_SCRIPT, 'guard', options.removeWhenAbandoned ?? '', command, ...args],
    {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own: Ctrl-C at the terminal reaches this process alone, which then
      // stops the others in order.
      detached: true,
      ...options.user,
    },
  );
  const output = collectOutput(child, options.logFile);
  let ended = false;
  const exited = new Promise<ProcessExit>(resolve => {
    child.once('error', () => {
      ended = true;
      resolve({ code: null, signal: null });
    });
    child.once('exit', (code, signal) => {
      ended = true;
      releaseGuard(child);
      // 'close' waits for the last output, but also for grandchildren that hold the same pipe.
      const settle = () => {
        clearTimeout(timer);
        resolve({ code, signal });
      };
      const timer = setTimeout(settle, 200);
      child.once('close', settle);
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    if (!ended) child.kill(signal);
  };
  return {
    name,
    pid: child.pid ?? -1,
    output,
    exited,
    kill,
    stop: async (signal = stopSignal) => {
      kill(signal);
      // A stopped (SIGSTOP) program takes note of nothing but SIGKILL.
      const timer = setTimeout(() => kill('SIGKILL'), stopGraceMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}

function collectOutput(child: ChildProcess, logFile: string | undefined): () => string {
  const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' });
  let tail = '';
  const keep = (chunk: string) => {
    tail = (tail + chunk).slice(-OUTPUT_CHARACTERS);
    file?.write(chunk);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', keep);
  }
  child.once('error', error => keep(`${error.message}\n`));
  child.once('close', () => file?.end());
  return () => tail;
}

function releaseGuard(child: ChildProcess): void {
  const pipe = child.stdio[3] as Readable & Writable;
  pipe.on('error', () => {}); // The guard may be gone already.
  pipe.end(RELEASE_GUARD);
}
