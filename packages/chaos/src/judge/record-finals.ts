import { recordLog } from '@parley/checker/record';
import { sleep, toParleyError } from '@parley/core';
import type { Crowd } from '../load/crowd.ts';
import type { Device } from '../load/device.ts';
import { inParallel } from '../load/in-parallel.ts';
import type { HistoryFile } from '../record/history-file.ts';
import type { StoredLog } from './stored-logs.ts';

const AT_ONCE = 8;
const TRIES = 3;

/** Lets every device read all its logs from their beginnings; returns what could not be read. */
export async function recordFinals(
  devices: readonly Device[],
  logs: ReadonlyMap<string, StoredLog>,
): Promise<string[]> {
  const failures: string[] = [];
  await inParallel(AT_ONCE, devices, async device => {
    for (const [id, { members }] of logs) {
      if (!members.has(device.userId)) continue;
      const failure = await recordFinal(device, id);
      if (failure !== null) failures.push(failure);
    }
  });
  return failures;
}

async function recordFinal(device: Device, conversationId: string): Promise<string | null> {
  for (let left = TRIES; ; left--) {
    try {
      await device.recorder?.recordFinal(conversationId);
      return null;
    } catch (error) {
      const { code, message } = toParleyError(error);
      if (left === 1) {
        return `${device.name} cannot read conversation ${conversationId}: ${code} ${message}`;
      }
      await sleep(500);
    }
  }
}

/** Notes the logs as the database has them, and who was a member when. */
export function recordStoredLogs(
  history: HistoryFile,
  { meetings }: Crowd,
  logs: ReadonlyMap<string, StoredLog>,
): void {
  for (const [conversationId, { events, members }] of logs) {
    const kind = meetings.get(conversationId)?.kind ?? 'group';
    recordLog(history, { conversationId, kind }, events);
    if (kind !== 'direct') continue;
    // No event tells of the two; they are in it from the beginning.
    for (const userId of members) {
      history.add({ kind: 'joined', conversationId, userId, seq: 1, visibleFromSeq: 1 });
    }
  }
}
