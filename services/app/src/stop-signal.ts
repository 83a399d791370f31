import type { Logger } from '@parley/core';

export interface StopSignal {
  /** Resolves at the first SIGINT or SIGTERM. */
  requested: Promise<void>;
  /** Whether it has come: then the process is not ready for anybody new. */
  isRequested(): boolean;
  /** Asks for it without a signal; a second time does nothing. */
  request(why: string): void;
  /** Ends the watch. */
  done(): void;
}

/**
 * The first signal asks for an orderly stop; a second one, or `shutdownMs` without an end, exits at
 * once. What was acknowledged is safe either way.
 */
export function stopSignal(logger: Logger, shutdownMs: number): StopSignal {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let resolve: () => void = () => {};
  const requested = new Promise<void>(done => {
    resolve = done;
  });
  const request = (why: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    timer = setTimeout(() => {
      logger.error({ shutdownMs }, 'the stop took too long; what is left is cut');
      process.exit(1);
    }, shutdownMs);
    resolve();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    request(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    requested,
    isRequested: () => stopping,
    request,
    done: () => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
