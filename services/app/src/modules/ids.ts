import { backoffMs, type Logger, MAX_WORKERS, Snowflake, sleep } from '@parley/core';
import type { Registry } from '@parley/registry';

/** Makes ids for as long as it is open. */
export interface IdSource {
  nextId(): string;
  close(): Promise<void>;
}

/**
 * Ids from a worker number that the registry keeps for this process. When the claim is lost (the
 * registry was away for longer than the lease) the old number serves until a new one is claimed:
 * should another process have taken it meanwhile, the database refuses an id that exists.
 */
export async function openIds(registry: Registry, logger: Logger): Promise<IdSource> {
  const abort = new AbortController();
  let claim = await registry.claimSlot('snowflake', MAX_WORKERS);
  let ids = new Snowflake(claim.slot);

  async function claimAgain(): Promise<void> {
    for (let attempt = 1; !abort.signal.aborted; attempt++) {
      try {
        claim = await registry.claimSlot('snowflake', MAX_WORKERS);
        ids = new Snowflake(claim.slot);
        claim.onLost(onLost);
        logger.info({ slot: claim.slot }, 'claimed a new worker number');
        return;
      } catch (error) {
        logger.warn({ err: error }, 'no worker number could be claimed yet');
        await sleep(backoffMs(attempt, { firstMs: 200, maxMs: 5_000, jitter: 0.3 }), abort.signal);
      }
    }
  }
  const onLost = () => void claimAgain();
  claim.onLost(onLost);

  return {
    nextId: () => ids.next(),
    close: async () => {
      abort.abort();
      await claim.close();
    },
  };
}
