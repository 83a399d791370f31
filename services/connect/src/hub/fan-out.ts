import type { Dispatch__Output } from '@parley/contracts';
import { isSignal, Run } from './run.ts';
import type { Turn, Turns } from './turns.ts';

/** What is being delivered now. */
interface Round {
  readonly runs: readonly Run[];
  /** Buckets that have not had their turn. */
  left: number;
  readonly settled: readonly (() => void)[];
}

/**
 * Joins what is pushed and deals it out to the buckets, round by round. The next round begins when
 * the last one lies in the outbound queues of all its sockets. So nothing waits for company when
 * there is little to do, and frames hold more events the busier the node is.
 */
export class FanOut implements Turn {
  private readonly turns: Turns;
  private readonly deal: (runs: readonly Run[]) => number;
  private readonly delivered: (runs: readonly Run[]) => void;
  private runs: Run[] = [];
  /** By conversation; signals apart, so that they do not cut the events into more frames. */
  private latest = new Map<string, Run>();
  private settled: (() => void)[] = [];
  private round: Round | undefined;

  /**
   * @param deal gives the buckets what concerns them; returns how many have something to do
   * @param delivered is told each round when it is over, to measure it
   */
  constructor(
    turns: Turns,
    deal: (runs: readonly Run[]) => number,
    delivered: (runs: readonly Run[]) => void,
  ) {
    this.turns = turns;
    this.deal = deal;
    this.delivered = delivered;
  }

  /** Resolves when everything lies in the sockets' outbound queues; to how many were reached. */
  async push(dispatches: readonly Dispatch__Output[]): Promise<number> {
    if (dispatches.length === 0) return 0;
    const runs: Run[] = [];
    for (const dispatch of dispatches) runs.push(this.runFor(dispatch));
    await new Promise<void>(resolve => {
      this.settled.push(resolve);
      // With a round under way its end begins the next one; with others waiting it is begun already.
      if (this.round === undefined && this.settled.length === 1) this.turns.add(this);
    });
    let reached = 0;
    for (const run of runs) reached += run.reached;
    return reached;
  }

  /** Begins a round. */
  carryOut(): number {
    const { runs, settled } = this;
    this.runs = [];
    this.latest = new Map();
    this.settled = [];
    this.round = { runs, settled, left: this.deal(runs) };
    if (this.round.left === 0) this.endRound(this.round);
    return 0;
  }

  /** A bucket has carried out its part of the round. */
  bucketDone(): void {
    if (this.round === undefined) return;
    this.round.left -= 1;
    if (this.round.left === 0) this.endRound(this.round);
  }

  private endRound(round: Round): void {
    this.round = undefined;
    this.delivered(round.runs);
    for (const resolve of round.settled) resolve();
    if (this.settled.length > 0) this.turns.add(this);
  }

  private runFor(dispatch: Dispatch__Output): Run {
    const key = isSignal(dispatch) ? `signals ${dispatch.conversationId}` : dispatch.conversationId;
    const latest = this.latest.get(key);
    if (latest?.take(dispatch)) return latest;
    const run = new Run(dispatch);
    this.runs.push(run);
    this.latest.set(key, run);
    return run;
  }
}
