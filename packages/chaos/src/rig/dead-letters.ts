import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
// src/ and dist/ lie at the same depth, so the path holds for both.
const MAIN = join(import.meta.dirname, '../../../../dist/main');
const MOST = 1_000;

/** What Parley has given up to push, as its own command tells it. */
export interface DeadLetter {
  reason: string;
  attempts: number;
  diedAtMs: number;
}

/** The oldest 1,000 dead letters in this Redis. */
export async function listDeadLetters(redisUrl: string): Promise<DeadLetter[]> {
  const env = { ...process.env, PARLEY_QUEUE_KIND: 'redis', PARLEY_REDIS_URL: redisUrl };
  const args = [MAIN, 'dead-letters', 'list', '--json', '--limit', `${MOST}`];
  const { stdout } = await run(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as DeadLetter[];
}
