import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

/**
 * Imported into a server ahead of its own code (`profileEnv`). SIGUSR2 begins a CPU profile of every
 * thread, the next one writes it. So a profile holds the load alone: a process that compiles all of its
 * code at the start spends more on that than on some seconds of load.
 */
const DIRECTORY = process.env.BENCH_PROFILES ?? '.';
/** Half a millisecond: fine enough for seconds, and cheap. */
const INTERVAL_US = 500;

// Else functions that were inlined before a profile begins count as those that call them.
setFlagsFromString('--detailed-line-info');

let session: Session | undefined;

function begin(): void {
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  session.post('Profiler.start');
}

function end(): void {
  const ending = session;
  session = undefined;
  ending?.post('Profiler.stop', (error, result) => {
    ending.disconnect();
    if (error !== null) return;
    const file = join(DIRECTORY, `${process.pid}-${threadId}.cpuprofile`);
    writeFileSync(file, JSON.stringify(result.profile));
  });
}

// Signals come to the main thread only.
const threads = new BroadcastChannel('bench-profile');
if (isMainThread) {
  process.on('SIGUSR2', () => {
    const isEnd = session !== undefined;
    threads.postMessage(isEnd);
    if (isEnd) end();
    else begin();
  });
} else {
  threads.onmessage = ({ data: isEnd }: { data: boolean }) => (isEnd ? end() : begin());
}
threads.unref();
