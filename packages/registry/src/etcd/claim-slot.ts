import { hostname } from 'node:os';
import { noSlotLeft } from '../slots.ts';
import type { EtcdConnection } from './connection.ts';
import { slotPrefix } from './keys.ts';
import { LeasedKey } from './leased-key.ts';
import type { EtcdSettings } from './options.ts';

/** Claims the lowest free slot: a key that is created only where there is none. */
export async function claimSlot(
  connection: EtcdConnection,
  { prefix, leaseMs, logger }: EtcdSettings,
  name: string,
  count: number,
): Promise<{ slot: number; held: LeasedKey }> {
  const folder = slotPrefix(prefix, name);
  const { entries } = await connection.list(folder);
  const taken = new Set(entries.map(({ key }) => Number(key.toString().slice(folder.length))));
  // For whoever looks into etcd to see who has it.
  const value = JSON.stringify({ host: hostname(), pid: process.pid });
  for (let slot = 0; slot < count; slot++) {
    if (taken.has(slot)) continue;
    const key = `${folder}${slot}`;
    const held = await LeasedKey.open({ connection, key, value, leaseMs, exclusive: true, logger });
    // Else somebody was faster, and the next number is the lowest now.
    if (held) return { slot, held };
  }
  throw noSlotLeft(name, count);
}
