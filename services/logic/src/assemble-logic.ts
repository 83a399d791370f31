import { systemClock } from '@parley/core';
import { GroupCommitter } from './append/group-committer.ts';
import type { LogicPorts } from './create-logic.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { Sweeper } from './dispatch/sweeper.ts';
import { Watermark } from './dispatch/watermark.ts';
import { createLogicMetrics, registerLogicGauges } from './metrics.ts';
import { DEFAULT_LOGIC_OPTIONS } from './options.ts';
import { Passwords } from './passwords.ts';
import { SessionPurger } from './tokens/session-purger.ts';
import { markPositions } from './use-cases/mark-positions.ts';
import { createUseCases } from './use-cases.ts';

export type LogicParts = ReturnType<typeof assembleLogic>;

/** Makes the parts with a lifecycle, and the use cases over them. Nothing runs yet. */
export function assembleLogic(ports: LogicPorts) {
  const { store, queue, logger, clock = systemClock } = ports;
  const { conversations, log, sessions } = store;
  const options = { ...DEFAULT_LOGIC_OPTIONS, ...ports.options };

  const metrics = createLogicMetrics(ports.metrics);
  const base = { clock, logger, metrics, options };
  const watermark = new Watermark({ log, clock, logger, intervalMs: options.markIntervalMs });
  const dispatcher = new Dispatcher({ queue, watermark, ...base });
  const sweeper = new Sweeper({ log, conversations, dispatcher, ...base });
  const sessionPurger = new SessionPurger({ sessions, ...base });
  const committer = new GroupCommitter({ log, dispatcher, ...base });
  const marks = markPositions({ conversations, options });
  const passwords = new Passwords({
    concurrency: options.passwordConcurrency,
    maxWaiting: options.maxWaitingPasswords,
  });
  registerLogicGauges(ports.metrics, {
    waitingDrafts: () => committer.size,
    waitingDispatches: () => dispatcher.size,
    waitingPasswords: () => passwords.size,
  });
  const shared = { clock, options, committer, dispatcher, marks, passwords };
  const useCases = createUseCases({ ...ports, ...shared });
  return { ...shared, watermark, sweeper, sessionPurger, useCases };
}
