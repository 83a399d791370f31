import { systemClock, Turnstile } from '@parley/core';
import { GroupCommitter } from './append/group-committer.ts';
import { refuser } from './bounds.ts';
import type { LogicPorts } from './create-logic.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { PositionSignals } from './dispatch/position-signals.ts';
import { signalPublisher } from './dispatch/publish-signals.ts';
import { Rosters } from './dispatch/rosters.ts';
import { Sweeper } from './dispatch/sweeper.ts';
import { Watermark } from './dispatch/watermark.ts';
import { createLogicMetrics, registerLogicGauges } from './metrics.ts';
import { DEFAULT_LOGIC_OPTIONS } from './options.ts';
import { Passwords } from './passwords.ts';
import { PresenceTeller } from './presence/presence-teller.ts';
import { Calls } from './rpc/calls.ts';
import { SessionPurger } from './tokens/session-purger.ts';
import { markPositions } from './use-cases/mark-positions.ts';
import { createUseCases } from './use-cases.ts';

export type LogicParts = ReturnType<typeof assembleLogic>;

/** Makes the parts with a lifecycle, and the use cases over them. Nothing runs yet. */
export function assembleLogic(ports: LogicPorts) {
  const { store, queue, logger, clock = systemClock } = ports;
  const { accounts, conversations, log, sessions } = store;
  const options = { ...DEFAULT_LOGIC_OPTIONS, ...ports.options };

  const metrics = createLogicMetrics(ports.metrics);
  const refuse = refuser(metrics);
  const base = { clock, logger, metrics, options, refuse };
  const watermark = new Watermark({ log, clock, logger, intervalMs: options.markIntervalMs });
  const dispatcher = new Dispatcher({ queue, watermark, ...base });
  const sweeper = new Sweeper({ log, conversations, dispatcher, ...base });
  const sessionPurger = new SessionPurger({ sessions, ...base });
  const committer = new GroupCommitter({ log, dispatcher, ...base });
  const publishSignals = signalPublisher({ queue, ...base });
  const signals = new PositionSignals({ conversations, publishSignals, ...base });
  const presence = new PresenceTeller({ accounts, publishSignals, ...base });
  const rosters = new Rosters({
    ...ports,
    accounts,
    conversations,
    presence,
    publishSignals,
    ...base,
  });
  const marks = markPositions({ conversations, signals, ...base });
  const passwords = new Passwords({
    concurrency: options.passwordConcurrency,
    maxWaiting: options.maxWaitingPasswords,
    refuse,
  });
  const reads = new Turnstile({
    atOnce: options.readsAtOnce,
    maxWaiting: options.maxWaitingReads,
    refuse: () => refuse('maxWaitingReads', 'Too many pages are being read. Please try again.'),
  });
  const calls = new Calls({ options, refuse, metrics });
  registerLogicGauges(ports.metrics, {
    waitingDrafts: () => committer.size,
    waitingMarks: () => marks.size,
    waitingDispatches: () => dispatcher.size,
    waitingSignals: () => signals.size,
    waitingPasswords: () => passwords.size,
    waitingReads: () => reads.waiting,
    exchangeCalls: () => calls.exchanges,
    unaryCalls: () => calls.unaries,
    queueDepth: () => queue.depth(),
  });
  const shared = { clock, options, committer, dispatcher, marks, passwords, presence };
  const useCases = createUseCases({ ...ports, ...shared, publishSignals, rosters, reads });
  return { ...shared, calls, signals, rosters, watermark, sweeper, sessionPurger, useCases };
}
