import type { Config } from '@parley/config';
import { silentLogger } from '@parley/core';
import { stores } from './adapters.ts';
import type { EpochsCommand } from './epochs-arguments.ts';

/**
 * After a backup was restored: gives the logs a new epoch, so that clients forget what they hold of them
 * and load them again. Resolves to the exit code: 1 if a conversation that was named does not exist.
 * @throws ParleyError when the database cannot be reached.
 */
export async function raiseEpochs(
  { conversationIds }: EpochsCommand,
  config: Config,
): Promise<number> {
  const store = await stores[config.store.kind](config, silentLogger);
  try {
    // The time, so that the same backup may be restored twice: its logs go on differently each time.
    const nowSeconds = Math.floor(Date.now() / 1000);
    const raised = await store.log.raiseEpochs(nowSeconds, conversationIds);
    const asked = conversationIds === 'all' ? raised : new Set(conversationIds).size;
    process.stdout.write(`Raised the epoch of ${raised} of ${asked} conversations.\n`);
    return raised < asked ? 1 : 0;
  } finally {
    await store.close();
  }
}
