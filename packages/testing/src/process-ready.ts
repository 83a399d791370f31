import { sleep } from '@parley/core';
import type { ProcessExit, ProcessOptions, RunningProcess } from './start-process.ts';

const POLL_MS = 20;
const SHOWN_CHARACTERS = 2000;

/** Resolves when `options.ready` holds; rejects when the program ends first or the time is up. */
export async function waitUntilReady(
  running: RunningProcess,
  options: Pick<ProcessOptions, 'ready' | 'readyTimeoutMs'>,
): Promise<void> {
  const { ready = async () => true, readyTimeoutMs = 30_000 } = options;
  const isReady = ready instanceof RegExp ? async () => running.output().search(ready) >= 0 : ready;
  let exit: ProcessExit | undefined;
  void running.exited.then(ended => {
    exit = ended;
  });
  const deadline = performance.now() + readyTimeoutMs;
  while (exit === undefined) {
    if (await isReady()) return;
    if (performance.now() > deadline) {
      throw notReady(running, `was not ready within ${readyTimeoutMs} ms`);
    }
    await sleep(POLL_MS);
  }
  throw notReady(running, `ended while it was starting (${exit.signal ?? `code ${exit.code}`})`);
}

function notReady(running: RunningProcess, what: string): Error {
  const tail = running.output().slice(-SHOWN_CHARACTERS).trim();
  return new Error(`${running.name} ${what}. Its last output:\n${tail || '(none)'}`);
}
