import { ClusterNodes } from './cluster-nodes.ts';
import type { RedisCommand, RedisScript } from './command.ts';
import type { Carrier, Outcome } from './node.ts';
import type { ClientOptions } from './options.ts';
import { slotOfCommand } from './slot.ts';
import { readRedirection } from './slot-table.ts';

/** A slot may move on while a command follows it; a command that never arrives is `unavailable`. */
const MAX_REDIRECTIONS = 5;

const ASKING: RedisCommand = ['asking'];

/** A command on its way, with its place in the call. */
interface Job {
  index: number;
  command: RedisCommand;
  /** Undefined when any node will do. */
  slot: number | undefined;
  /** The node that takes it this once, though its slot is still another's. */
  askedOf?: string;
}

/** Sends every command to the node that has its slot. */
export class RedisCluster implements Carrier {
  /** Those of one slot might stand together; but few share one, and while it moves they are refused. */
  readonly maxKeys = 1;
  private readonly nodes: ClusterNodes;

  constructor(
    seeds: readonly string[],
    options: ClientOptions,
    scripts: readonly RedisScript[],
    onReady: () => void,
  ) {
    this.nodes = new ClusterNodes(seeds, options, scripts, onReady);
  }

  get isReady(): boolean {
    return this.nodes.areReady;
  }

  async send(commands: readonly RedisCommand[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const stage of stagesOf(commands)) {
      let jobs = stage;
      for (let round = 0; jobs.length > 0; round++) {
        jobs = await this.sendRound(jobs, outcomes, round < MAX_REDIRECTIONS);
      }
    }
    return outcomes;
  }

  close(): Promise<void> {
    return this.nodes.close();
  }

  /** Notes what became of the jobs; resolves to those that were sent on, each slot's in their order. */
  private async sendRound(
    jobs: readonly Job[],
    outcomes: Outcome[],
    mayFollow: boolean,
  ): Promise<Job[]> {
    const byNode = Map.groupBy(jobs, job => job.askedOf ?? this.nodes.nodeOf(job.slot));
    const sentOn = await Promise.all(
      [...byNode].map(async ([node, some]) => {
        const results = await this.sendTo(node, some);
        return some.flatMap((job, i) => {
          const outcome = results[i] ?? [null];
          const next = mayFollow ? this.sentOn(job, outcome, node) : undefined;
          if (next) return [next];
          outcomes[job.index] = outcome;
          return [];
        });
      }),
    );
    return sentOn.flat();
  }

  private async sendTo(
    node: string | undefined,
    jobs: readonly Job[],
  ): Promise<readonly Outcome[]> {
    const outcomes = await this.nodes.send(
      node,
      jobs.flatMap(({ command, askedOf }) => (askedOf ? [ASKING, command] : [command])),
    );
    let last = -1;
    return jobs.map(({ askedOf }) => {
      last += askedOf ? 2 : 1;
      return outcomes[last] ?? [null];
    });
  }

  /** The job as it goes on, if its node has sent it elsewhere without doing it. */
  private sentOn(
    { index, command, slot }: Job,
    [error]: Outcome,
    answeredBy: string | undefined,
  ): Job | undefined {
    if (!error || answeredBy === undefined) return undefined;
    // A node that was cut off from the others knows least about where to go.
    if (error.message.startsWith('CLUSTERDOWN')) this.nodes.learn();
    const to = readRedirection(error, answeredBy);
    if (to?.kind === 'ASK') return { index, command, slot, askedOf: to.node };
    if (to) this.nodes.moved(to.slot, to.node);
    return to && { index, command, slot };
  }
}

/**
 * What can be under way at the same time: a command without a key begins a new stage when one with a
 * key stands before it, so that whoever hears of something by `publish` finds it.
 */
function stagesOf(commands: readonly RedisCommand[]): Job[][] {
  const stages: Job[][] = [];
  let stage: Job[] | undefined;
  let hasKeys = false;
  for (const [index, command] of commands.entries()) {
    const slot = slotOfCommand(command);
    if (!stage || (slot === undefined && hasKeys)) {
      stage = [];
      stages.push(stage);
      hasKeys = false;
    }
    if (slot !== undefined) hasKeys = true;
    stage.push({ index, command, slot });
  }
  return stages;
}
