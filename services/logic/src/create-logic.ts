import { type Clock, type Logger, systemClock } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { RpcService } from '@parley/rpc';
import type { SessionStore } from '@parley/session-store';
import type { Store } from '@parley/store';
import type { Registry } from 'prom-client';
import { GroupCommitter } from './append/group-committer.ts';
import { announcer, conversationChanger } from './change-conversation.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { Sweeper } from './dispatch/sweeper.ts';
import { Watermark } from './dispatch/watermark.ts';
import { createLogicMetrics, registerLogicGauges } from './metrics.ts';
import { DEFAULT_LOGIC_OPTIONS, type LogicOptionsInput } from './options.ts';
import { Passwords } from './passwords.ts';
import { callerResolver } from './rpc/caller.ts';
import { logicRpcService } from './rpc/logic-service.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { ensureWellKnown } from './seed/well-known.ts';
import { markPositions } from './use-cases/mark-positions.ts';
import { createUseCases } from './use-cases.ts';

export interface LogicPorts {
  store: Store;
  queue: Pick<Queue, 'publish'>;
  sessionStore: SessionStore;
  /** Makes ids that are unique over all logic instances and grow (a Snowflake's `next`). */
  nextId: () => string;
  logger: Logger;
  metrics: Registry;
  clock?: Clock;
  options: LogicOptionsInput;
}

/** Every rule of the product; the only writer of the database. */
export interface LogicService {
  /** What to serve; `start` it before. */
  rpc: RpcService[];
  /** Makes the lobby and the world channel, and starts the sweeper. */
  start(): Promise<void>;
  /** Users demo, test and admin (password 111111) and a lobby with some history. After `start`. */
  seedDemo(): Promise<void>;
  /**
   * Finishes what is in hand. Stop serving before. The ports stay open: who made them closes them.
   */
  close(): Promise<void>;
}

/** @throws RangeError on options that cannot be (see `signingKeys`). */
export function createLogic(ports: LogicPorts): LogicService {
  const { store, queue, sessionStore, nextId, logger, clock = systemClock } = ports;
  const { conversations, accounts, log } = store;
  const options = { ...DEFAULT_LOGIC_OPTIONS, ...ports.options };

  const metrics = createLogicMetrics(ports.metrics);
  const base = { clock, logger, metrics, options };
  const watermark = new Watermark({ log, clock, logger, intervalMs: options.markIntervalMs });
  const dispatcher = new Dispatcher({ queue, watermark, ...base });
  const sweeper = new Sweeper({ log, conversations, dispatcher, ...base });
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
  const useCases = createUseCases({
    store,
    queue,
    sessionStore,
    committer,
    dispatcher,
    marks,
    passwords,
    nextId,
    clock,
    logger,
    options,
  });
  const resolveCaller = callerResolver(useCases.authenticate);

  return {
    rpc: [logicRpcService(useCases, resolveCaller, logger)],
    start: async () => {
      await ensureWellKnown({ conversations, clock });
      sweeper.start();
    },
    seedDemo: () => {
      const changeConversation = conversationChanger({
        conversations,
        announce: announcer(dispatcher, clock),
      });
      return seedDemo({ accounts, changeConversation, committer, passwords, nextId, clock });
    },
    close: async () => {
      await sweeper.close();
      await Promise.all([committer.drained(), marks.drained()]);
      await dispatcher.close(options.closeTimeoutMs);
      await watermark.flush();
    },
  };
}
