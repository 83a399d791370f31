import type { Clock, Logger } from '@parley/core';
import type { SessionRecordStore } from '@parley/store';
import type { LogicOptions } from '../options.ts';
import { Rounds } from '../rounds.ts';

interface Ports {
  sessions: Pick<SessionRecordStore, 'purgeExpired'>;
  clock: Clock;
  logger: Logger;
  options: Pick<LogicOptions, 'purgeIntervalMs' | 'purgeSessions'>;
}

/**
 * Deletes the sessions of devices that did not come back in time; they could not be refreshed any
 * more. Every instance does so, each in its own rhythm: to delete twice does no harm.
 */
export class SessionPurger {
  private readonly rounds: Rounds;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    this.rounds = new Rounds({
      work: async () => {
        const purged = await this.purge();
        if (purged > 0) ports.logger.info({ sessions: purged }, 'purged expired sessions');
      },
      name: 'purge of sessions',
      intervalMs: ports.options.purgeIntervalMs,
      logger: ports.logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  close(): Promise<void> {
    return this.rounds.close();
  }

  /** One round; resolves to how many sessions were deleted. */
  purge(): Promise<number> {
    const { sessions, clock, options } = this.ports;
    return sessions.purgeExpired(clock.nowMs(), options.purgeSessions);
  }
}
