import type { Logger } from '@parley/core';

/**
 * From here on an error that nobody has caught, a rejected promise included, is logged with its cause
 * and ends the process with code 1: what it has left half done is not known. What was acknowledged is
 * committed, and whoever watches the process starts it again. Returns what ends the watch.
 */
export function exitOnUnexpectedError(logger: Logger): () => void {
  // Node makes an exception of a rejection that nobody handles.
  const onError = (error: unknown) => {
    logger.error({ err: error }, 'an unexpected error ends the process');
    process.exit(1);
  };
  process.on('uncaughtException', onError);
  return () => process.off('uncaughtException', onError);
}
