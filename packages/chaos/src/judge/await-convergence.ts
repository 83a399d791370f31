import { type ConversationId, sleep } from '@parley/core';
import type { Store } from '@parley/store';
import type { Device } from '../load/device.ts';
import { DeviceView } from './device-view.ts';
import { grownSince, readStoredLogs, type StoredLog } from './stored-logs.ts';

const POLL_MS = 50;

/** How one device caught up. */
export interface DeviceConvergence {
  device: string;
  /** From the end of the last fault, in ms; null: it did not. */
  afterMs: number | null;
  /** What it misses, if it did not. */
  missing: readonly string[];
}

export interface Convergence {
  /** From the end of the last fault until the last device had everything, in ms; null: never. */
  afterMs: number | null;
  devices: readonly DeviceConvergence[];
  logs: ReadonlyMap<ConversationId, StoredLog>;
}

interface Wait {
  devices: readonly Device[];
  store: Store;
  conversationIds: readonly ConversationId[];
  /** The end of the last fault, by `performance.now()`. */
  sinceMs: number;
  limitMs: number;
  signal: AbortSignal;
}

/**
 * Waits until every send is answered and every device lists its conversations, and shows their ends, as
 * the database has them. Nobody writes anything new meanwhile.
 */
export async function awaitConvergence(wait: Wait): Promise<Convergence> {
  const { devices, store, conversationIds, sinceMs, limitMs, signal } = wait;
  const deadlineMs = sinceMs + limitMs;
  const isTime = () => performance.now() < deadlineMs && !signal.aborted;
  const logs = await readStoredLogs(store, conversationIds);
  const views = devices.map(device => new DeviceView(device));
  const times = new Map<Device, number>();
  for (; isTime(); await sleep(POLL_MS, signal)) {
    for (const view of views) {
      if (times.has(view.device) || view.device.unanswered > 0) continue;
      if (view.missing(logs).length === 0) times.set(view.device, performance.now() - sinceMs);
    }
    if (times.size < devices.length && devices.some(device => device.unanswered > 0)) continue;
    const grown = await grownSince(store, logs);
    if (grown.length === 0 && times.size === devices.length) break;
    for (const [id, log] of await readStoredLogs(store, grown)) {
      logs.set(id, log);
      // What was sent before came late: whoever should have it has to be looked at again.
      for (const device of devices) if (log.members.has(device.userId)) times.delete(device);
    }
  }
  const results = views.map(view => ({
    device: view.device.name,
    afterMs: times.get(view.device) ?? null,
    missing: times.has(view.device) ? [] : missingOf(view, logs),
  }));
  for (const view of views) view.close();
  const isComplete = times.size === devices.length;
  return { afterMs: isComplete ? Math.max(0, ...times.values()) : null, devices: results, logs };
}

function missingOf(view: DeviceView, logs: ReadonlyMap<ConversationId, StoredLog>): string[] {
  const { name, unanswered } = view.device;
  const sends = unanswered > 0 ? [`${unanswered} sends of ${name} have no answer`] : [];
  return [...sends, ...view.missing(logs)].slice(0, 20);
}
