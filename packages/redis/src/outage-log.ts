import type { Logger } from '@parley/core';

/** Tells the log of an outage once, and of its end. */
export class OutageLog {
  private readonly logger: Logger;
  private out = false;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  failed(err: Error): void {
    if (!this.out) this.logger.warn({ err }, 'Redis cannot be reached');
    this.out = true;
  }

  healed(): void {
    if (this.out) this.logger.info({}, 'Redis can be reached again');
    this.out = false;
  }
}
