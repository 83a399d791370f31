import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from '@parley/core';
import { freePort } from './free-port.ts';
import { type ProcessOptions, type RunningProcess, startProcess } from './start-process.ts';

/** A real server that a test owns: on loopback, on a port of its own, in a temporary folder. */
export interface Server {
  readonly port: number;
  /** Where it keeps its data, until `stop`. */
  readonly folder: string;
  /** Of the process that runs now; another one after `restart`. */
  readonly pid: number;
  /** The end of what the process that runs now has written. */
  output(): string;
  /** Sends a signal to its process alone: SIGKILL to crash it, SIGSTOP and SIGCONT to freeze it. */
  kill(signal: NodeJS.Signals): void;
  /** Stops it, if it still runs, and starts it on the same port and folder. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

export interface ServerRecipe {
  name: string;
  /** How many ports it needs; the first is the one clients use. Default 1. */
  ports?: number;
  /** Called once, before the first start. */
  prepare?(folder: string): Promise<void>;
  /** How to run it. */
  launch(folder: string, ports: readonly number[]): ProcessOptions;
}

const START_TRIES = 5;
const PORT_TAKEN = /address already in use/i;

/** Runs a server by its recipe, on other ports if somebody took the first ones meanwhile. */
export async function startServer(recipe: ServerRecipe): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `parley-${recipe.name}-`));
  try {
    await recipe.prepare?.(folder);
    const { ports, running } = await startOnFreePorts(recipe, folder);
    return serverOf(recipe, folder, ports, running);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

async function startOnFreePorts(recipe: ServerRecipe, folder: string) {
  for (let left = START_TRIES; ; left--) {
    const ports = await Promise.all(Array.from({ length: recipe.ports ?? 1 }, () => freePort()));
    try {
      return { ports, running: await start(recipe, folder, ports) };
    } catch (error) {
      if (left === 1 || !(error instanceof Error && PORT_TAKEN.test(error.message))) throw error;
    }
  }
}

function start(
  recipe: ServerRecipe,
  folder: string,
  ports: readonly number[],
): Promise<RunningProcess> {
  return startProcess({
    name: recipe.name,
    cwd: folder,
    removeWhenAbandoned: folder,
    ...recipe.launch(folder, ports),
  });
}

function serverOf(
  recipe: ServerRecipe,
  folder: string,
  ports: readonly number[],
  first: RunningProcess,
): Server {
  let running = first;
  return {
    port: ports[0] ?? 0,
    folder,
    get pid() {
      return running.pid;
    },
    output: () => running.output(),
    kill: signal => running.kill(signal),
    restart: async () => {
      await running.stop();
      running = await startAgain(recipe, folder, ports);
    },
    stop: async () => {
      await running.stop();
      await removeFolder(folder);
    },
  };
}

/** After a crash the server's helpers may hold its port or its memory for a moment longer. */
async function startAgain(recipe: ServerRecipe, folder: string, ports: readonly number[]) {
  for (let left = START_TRIES; ; left--) {
    try {
      return await start(recipe, folder, ports);
    } catch (error) {
      if (left === 1) throw error;
      await sleep(200);
    }
  }
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
