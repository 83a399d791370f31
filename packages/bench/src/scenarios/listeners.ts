import type { OpenResult } from '../load/protocol.ts';
import type { WorldPlan } from '../system/world.ts';
import type { Bench } from './scenario.ts';
import type { Load, LoadPlan } from './with-load.ts';

/** Handshakes under way at a time. */
export const CONCURRENCY = 256;
const QUIET_MS = 3_000;

/** One source address has about 28,000 ports, and those of closed connections rest for a minute. */
export const LOCAL_ADDRESSES = Array.from({ length: 12 }, (_, i) => `127.0.0.${i + 2}`);

/** People who only listen. */
export function listeners(): LoadPlan {
  return {
    senders: [],
    countAt: 'everyone',
    receiversPerMessage: 0,
    localAddresses: LOCAL_ADDRESSES,
  };
}

/** So many people without any conversation. */
export function strangers(people: number): WorldPlan {
  return { people, conversations: [] };
}

/** As many as the scenario is about; fewer in a trial of the bench itself. */
export function scaled(count: number, { scale }: Bench): number {
  return Math.max(20, Math.round(count * scale));
}

/** How long nothing happens, until what is going on by itself has ended. */
export function quietMs({ scale }: Bench): number {
  return QUIET_MS * Math.min(1, scale * 2);
}

/** @throws Error when one of them is not let in. */
export async function openAll(
  load: Load,
  count: number,
  concurrency = CONCURRENCY,
): Promise<OpenResult> {
  const result = await load.process.ask({ do: 'open', count, concurrency });
  if (result.failed === 0) return result;
  throw new Error(`${result.failed} of ${count} connections failed: ${result.firstError}`);
}
