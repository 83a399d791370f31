import type { Queue } from '@parley/queue';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What is measured. The names begin with `parley_logic_`. */
export type LogicMetrics = ReturnType<typeof createLogicMetrics>;

/** What gauges ask for when they are read. */
export interface LogicGauges {
  waitingDrafts: () => number;
  waitingMarks: () => number;
  waitingDispatches: () => number;
  waitingSignals: () => number;
  waitingPasswords: () => number;
  waitingReads: () => number;
  /** Exchange calls that are being carried out. */
  exchangeCalls: () => number;
  /** Other calls that are being carried out. */
  unaryCalls: () => number;
  queueDepth: Queue['depth'];
}

export function createLogicMetrics(registry: Registry) {
  const registers = [registry];
  return {
    commits: new Counter({
      name: 'parley_logic_commits_total',
      help: 'Group commits.',
      registers,
    }),
    batchDrafts: new Histogram({
      name: 'parley_logic_commit_drafts',
      help: 'Drafts of one group commit.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048],
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'parley_logic_commit_seconds',
      help: 'How long a group commit takes.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    otherDrafts: new Counter({
      name: 'parley_logic_other_drafts_total',
      help: 'Drafts that were not appended, by what became of them instead.',
      labelNames: ['result'] as const,
      registers,
    }),
    dispatchLagSeconds: new Histogram({
      name: 'parley_logic_dispatch_lag_seconds',
      help: 'From the commit to the queue having it, for the oldest event of each publish.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30],
      registers,
    }),
    refused: new Counter({
      name: 'parley_logic_refused_total',
      help: 'What was refused as overloaded, by the option that bounds it.',
      labelNames: ['bound'] as const,
      registers,
    }),
    publishesRefused: new Counter({
      name: 'parley_logic_publishes_refused_total',
      help: 'Publishes that the queue did not take; they are tried again.',
      registers,
    }),
    dispatchesLeft: new Counter({
      name: 'parley_logic_dispatches_left_total',
      help: 'Events that the queue refused or that did not fit into memory; the sweeper takes them.',
      registers,
    }),
    signals: new Counter({
      name: 'parley_logic_signals_total',
      help: 'Signals that the queue has taken.',
      registers,
    }),
    signalsDropped: new Counter({
      name: 'parley_logic_signals_dropped_total',
      help: 'Signals that were not told: the queue refused them, or too many waited.',
      registers,
    }),
    presenceTold: new Counter({
      name: 'parley_logic_presence_changes_total',
      help: 'Changes of presence that were told to those who watch.',
      registers,
    }),
    sweeperResends: new Counter({
      name: 'parley_logic_sweeper_resends_total',
      help: 'Events that the sweeper dispatched again.',
      registers,
    }),
  };
}

/** Registers the gauges; separate, since what they ask is made after the counters. */
export function registerLogicGauges(registry: Registry, gauges: LogicGauges): void {
  const register = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  register(
    'parley_logic_waiting_drafts',
    'Drafts that wait for a group commit.',
    gauges.waitingDrafts,
  );
  register('parley_logic_waiting_marks', 'Positions that wait to be written.', gauges.waitingMarks);
  register(
    'parley_logic_waiting_dispatches',
    'Committed events that wait for the queue.',
    gauges.waitingDispatches,
  );
  register('parley_logic_waiting_signals', 'Signals that wait to leave.', gauges.waitingSignals);
  register(
    'parley_logic_waiting_passwords',
    'Sign-ins and registrations that wait for a password hash.',
    gauges.waitingPasswords,
  );
  register(
    'parley_logic_waiting_reads',
    'Pages of history that wait to be read.',
    gauges.waitingReads,
  );
  register(
    'parley_logic_exchange_calls',
    'Calls of exchange streams that are being carried out.',
    gauges.exchangeCalls,
  );
  register(
    'parley_logic_unary_calls',
    'Other calls that are being carried out.',
    gauges.unaryCalls,
  );
  new Gauge({
    name: 'parley_logic_queue_depth',
    help: 'What the queue holds, whether task is there or not: waiting, postponed, dead.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      try {
        for (const [state, count] of Object.entries(await gauges.queueDepth())) {
          this.set({ state }, count);
        }
      } catch {
        // A queue that does not answer has no depth; the other metrics are still worth reading.
        this.reset();
      }
    },
  });
}
