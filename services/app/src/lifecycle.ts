import type { Logger } from '@parley/core';

/**
 * What has been opened, closed in reverse order. A part that fails to close is logged and does not
 * keep the others open.
 */
export class Lifecycle {
  private readonly opened: { name: string; close: () => Promise<void> }[] = [];
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  onClose(name: string, close: () => Promise<void>): void {
    this.opened.push({ name, close });
  }

  /** Safe to call again: what is closed stays closed. */
  async close(): Promise<void> {
    for (let part = this.opened.pop(); part; part = this.opened.pop()) {
      try {
        await part.close();
      } catch (error) {
        this.logger.error({ part: part.name, err: error }, 'could not be closed cleanly');
      }
    }
  }
}
