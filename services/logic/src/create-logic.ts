import type { Clock, Logger } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { RpcService } from '@parley/rpc';
import type { SessionStore } from '@parley/session-store';
import type { Store } from '@parley/store';
import type { Registry } from 'prom-client';
import { assembleLogic } from './assemble-logic.ts';
import { announcer, conversationChanger } from './change-conversation.ts';
import type { DeadLetterQueue } from './dead-letters/dead-letter-desk.ts';
import type { LogicOptionsInput } from './options.ts';
import { callerResolver } from './rpc/caller.ts';
import { logicRpcService } from './rpc/logic-service.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { ensureWellKnown } from './seed/well-known.ts';

export interface LogicPorts {
  store: Store;
  queue: Pick<Queue, 'publish'> & DeadLetterQueue;
  sessionStore: SessionStore;
  /** Makes ids that are unique over all logic instances and grow (a Snowflake's `next`). */
  nextId: () => string;
  logger: Logger;
  metrics: Registry;
  /** Default: the machine's. */
  clock?: Clock;
  options: LogicOptionsInput;
}

/** Every rule of the product; the only writer of the database. */
export interface LogicService {
  /** What to serve, after `start`. */
  rpc: RpcService[];
  /** Makes the lobby and the world channel, and starts the sweeper. */
  start(): Promise<void>;
  /** Users demo, test and admin (password 111111) and a lobby with some history. After `start`. */
  seedDemo(): Promise<void>;
  /** Finishes what is in hand. Stop serving before. The ports stay open: who made them closes them. */
  close(): Promise<void>;
}

/** @throws RangeError on secrets that are missing or too short. */
export function createLogic(ports: LogicPorts): LogicService {
  const { store, nextId, logger } = ports;
  const { conversations, accounts } = store;
  const {
    clock,
    options,
    useCases,
    committer,
    dispatcher,
    marks,
    passwords,
    calls,
    ...background
  } = assembleLogic(ports);
  const { presence, signals, rosters, sweeper, sessionPurger, watermark } = background;

  return {
    rpc: [logicRpcService(useCases, callerResolver(useCases.authenticate), calls, logger)],
    start: async () => {
      await ensureWellKnown({ conversations, clock });
      sweeper.start();
      sessionPurger.start();
    },
    seedDemo: () => {
      const announce = announcer(dispatcher, clock);
      const changeConversation = conversationChanger({ conversations, announce });
      return seedDemo({ accounts, changeConversation, committer, passwords, nextId, clock });
    },
    close: async () => {
      await Promise.all([sweeper.close(), sessionPurger.close()]);
      await Promise.all([committer.drained(), marks.drained()]);
      await rosters.close();
      await Promise.all([signals.close(), presence.drained()]);
      await dispatcher.close(options.closeTimeoutMs);
      await watermark.flush();
    },
  };
}
