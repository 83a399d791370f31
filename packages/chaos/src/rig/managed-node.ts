import { readFile } from 'node:fs/promises';
import { sleep } from '@parley/core';
import type { ProcessExit } from '@parley/testing';
import type { ModuleName, Node } from '@parley/testing/deployment';

/** A process that ended although nobody had asked it to. */
export interface UnaskedEnd {
  node: string;
  atMs: number;
  exit: ProcessExit;
  /** The end of what it said. */
  output: string;
}

const START_AGAIN_MS = 300;

/**
 * One process of Parley, kept running as a supervisor would: one that ends is started again until it
 * runs, whoever ended it.
 */
export class ManagedNode {
  readonly name: string;
  readonly module: ModuleName;
  private readonly launch: () => Promise<Node>;
  private readonly unasked: (end: UnaskedEnd) => void;
  private node: Node;
  private asked = false;
  private closed = false;
  private comingUp: Promise<void> = Promise.resolve();

  private constructor(
    name: string,
    node: Node,
    launch: () => Promise<Node>,
    unasked: (end: UnaskedEnd) => void,
  ) {
    this.name = name;
    this.module = node.module;
    this.node = node;
    this.launch = launch;
    this.unasked = unasked;
    this.watch();
  }

  /** @param unasked hears of each end that was not asked for. */
  static async start(
    name: string,
    launch: () => Promise<Node>,
    unasked: (end: UnaskedEnd) => void,
  ): Promise<ManagedNode> {
    return new ManagedNode(name, await launch(), launch, unasked);
  }

  get pid(): number {
    return this.node.process.pid;
  }

  /** Resolves when it runs (again). */
  async up(): Promise<void> {
    await this.comingUp;
  }

  /** Ends it with `signal` and starts it again. Resolves, when it is ready, to how it ended. */
  async endWith(signal: 'SIGKILL' | 'SIGTERM'): Promise<ProcessExit> {
    await this.up();
    this.asked = true;
    const exit = await this.node.process.stop(signal);
    await this.startAgain();
    return exit;
  }

  /** Stops it from doing anything. Resolves to whether the system says that it stands still. */
  async freeze(): Promise<boolean> {
    await this.up();
    this.node.process.kill('SIGSTOP');
    for (let tries = 50; tries > 0; tries--) {
      if ((await processState(this.pid)) === 'T') return true;
      await sleep(10);
    }
    return false;
  }

  thaw(): void {
    this.node.process.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.thaw();
    await this.node.process.stop();
  }

  private watch(): void {
    const { process } = this.node;
    void process.exited.then(exit => {
      if (this.asked || this.closed) return;
      const output = process.output().slice(-4_000);
      this.unasked({ node: this.name, atMs: Date.now(), exit, output });
      void this.startAgain();
    });
  }

  private startAgain(): Promise<void> {
    this.comingUp = this.keepStarting();
    return this.comingUp;
  }

  /** What it needs may be away at this moment: then it ends by itself, and is started again. */
  private async keepStarting(): Promise<void> {
    while (!this.closed) {
      try {
        this.node = await this.launch();
        this.asked = false;
        this.watch();
        if (this.closed) await this.node.process.stop();
        return;
      } catch {
        await sleep(START_AGAIN_MS);
      }
    }
  }
}

/** The letter of Linux' /proc; undefined elsewhere and for a process that has ended. */
async function processState(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined;
  }
}
