import { ParleyError, silentLogger, sleep } from '@parley/core';
import { reconnectMs } from './client.ts';
import type { RedisCommand, RedisScript } from './command.ts';
import { unavailable } from './errors.ts';
import { type NodeListener, type Outcome, RedisNode } from './node.ts';
import type { ClientOptions } from './options.ts';
import { OutageLog } from './outage-log.ts';
import { readSlots, type SlotTable } from './slot-table.ts';

/** Who is only asked for the way should answer soon: there are others to ask. */
const MAX_ASK_MS = 1_000;

/**
 * The masters of a cluster, and who has which slot. While one of them cannot be reached the others are
 * asked again and again, so a replica that was promoted is found; if none answers, the seeds are.
 */
export class ClusterNodes {
  private readonly seeds: readonly string[];
  private readonly options: ClientOptions;
  private readonly scripts: readonly RedisScript[];
  private readonly onReady: () => void;
  private readonly log: OutageLog;
  private readonly nodes = new Map<string, RedisNode>();
  private readonly leaving = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private table: SlotTable = [];
  private learning: Promise<void> | undefined;
  private lastError = new Error('not connected');

  /** @param onReady called whenever all masters can be reached */
  constructor(
    seeds: readonly string[],
    options: ClientOptions,
    scripts: readonly RedisScript[],
    onReady: () => void,
  ) {
    this.seeds = seeds;
    this.options = options;
    this.scripts = scripts;
    this.onReady = onReady;
    this.log = new OutageLog(options.logger);
    this.learn();
  }

  get areReady(): boolean {
    return this.table.length > 0 && [...this.nodes.values()].every(node => node.isReady);
  }

  /** The node of a slot, or any that is connected; undefined when there is none. */
  nodeOf(slot: number | undefined): string | undefined {
    if (slot !== undefined) return this.table[slot];
    const ready = this.readyNodes();
    return ready[Math.floor(Math.random() * ready.length)];
  }

  /** As `Carrier`; of a node that is new, the first try to connect is waited for. */
  async send(
    address: string | undefined,
    commands: readonly RedisCommand[],
  ): Promise<readonly Outcome[]> {
    const node = address === undefined ? undefined : this.open(address);
    if (!node) {
      this.learn();
      const error = unavailable(this.lastError);
      return commands.map(() => [error]);
    }
    if (!node.isReady) await node.tried;
    return node.send(commands);
  }

  moved(slot: number, address: string): void {
    this.table[slot] = address;
    this.learn();
  }

  /** Asks who has which slot, until all masters can be reached. */
  learn(): void {
    if (this.closing.signal.aborted) return;
    this.learning ??= this.learnUntilReady().finally(() => {
      this.learning = undefined;
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    const nodes = [...this.nodes.values()];
    this.nodes.clear();
    await Promise.all(nodes.map(node => node.close()));
    await this.learning;
    await Promise.all(this.leaving);
  }

  private async learnUntilReady(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      await this.learnOnce();
      await sleep(reconnectMs(attempt), signal);
      if (this.areReady) return;
    }
  }

  /** In a random order: one that was cut off from the others may answer with what was true before. */
  private async learnOnce(): Promise<void> {
    const ready = this.readyNodes();
    const seeds = this.seeds.filter(seed => !ready.includes(seed));
    for (const address of [...shuffle(ready), ...shuffle(seeds)]) {
      const table = await this.ask(address);
      if (this.closing.signal.aborted) return;
      if (table) return this.adopt(table);
    }
    this.log.failed(this.lastError);
  }

  /** What a node says about the slots; nothing when it does not answer or knows of none. */
  private async ask(address: string): Promise<SlotTable | undefined> {
    const known = this.nodes.get(address);
    if (known?.isReady) return this.askNode(known, address);
    const guest = this.connect(
      address,
      {
        ...this.options,
        logger: silentLogger,
        timeoutMs: Math.min(this.options.timeoutMs, MAX_ASK_MS),
      },
      {
        onReady: () => {},
        onError: error => {
          this.lastError = error;
        },
      },
    );
    const leave = () => this.leave(guest);
    this.closing.signal.addEventListener('abort', leave, { once: true });
    try {
      await guest.tried;
      return await this.askNode(guest, address);
    } finally {
      this.closing.signal.removeEventListener('abort', leave);
      leave();
    }
  }

  private async askNode(node: RedisNode, address: string): Promise<SlotTable | undefined> {
    const [[error, reply] = []] = await node.send([['cluster', 'slots']]);
    if (error) {
      // Not being connected says nothing new.
      if (!(error instanceof ParleyError)) this.lastError = error;
      return undefined;
    }
    const table = readSlots(reply, address);
    if (table.length > 0) return table;
    this.lastError = new Error(`${address} is in no cluster with slots`);
    return undefined;
  }

  private adopt(table: SlotTable): void {
    this.table = table;
    const masters = new Set(table.filter(address => address !== undefined));
    for (const address of masters) this.open(address);
    for (const [address, node] of this.nodes) {
      if (masters.has(address)) continue;
      this.nodes.delete(address);
      this.leave(node);
    }
    this.noteHealth();
  }

  private open(address: string): RedisNode | undefined {
    const known = this.nodes.get(address);
    if (known || this.closing.signal.aborted) return known;
    const node = this.connect(address, this.options, {
      onReady: () => this.noteHealth(),
      onError: error => {
        this.lastError = error;
        // One that was left has no say.
        if (this.nodes.get(address) !== node) return;
        this.log.failed(error);
        this.learn();
      },
    });
    this.nodes.set(address, node);
    return node;
  }

  private connect(address: string, options: ClientOptions, listener: NodeListener): RedisNode {
    return new RedisNode({ kind: 'address', address }, options, this.scripts, listener);
  }

  private leave(node: RedisNode): void {
    const left = node.close().finally(() => this.leaving.delete(left));
    this.leaving.add(left);
  }

  private noteHealth(): void {
    if (!this.areReady) return;
    this.log.healed();
    this.onReady();
  }

  private readyNodes(): string[] {
    return [...this.nodes].filter(([, node]) => node.isReady).map(([address]) => address);
  }
}

function shuffle<T>(all: readonly T[]): T[] {
  return all
    .map(one => [Math.random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
