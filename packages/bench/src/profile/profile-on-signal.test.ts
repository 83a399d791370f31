import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { startProcess } from '@parley/testing';
import { profileEnv } from '../system/environment.ts';
import { readProfiles, topSelf } from './top-self.ts';

/** Two threads that are busy. */
const PROGRAM = `
  import { isMainThread, parentPort, Worker } from 'node:worker_threads';
  setInterval(() => { for (let i = 0; i < 10_000; i++) JSON.parse('[1,2,3]'); }, 1);
  parentPort?.postMessage('is running');
  if (isMainThread) new Worker(new URL(import.meta.url)).on('message', console.log);
`;

test('between two signals every thread is profiled, and nothing before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-profile-'));
  const file = join(folder, 'busy.mjs');
  writeFileSync(file, PROGRAM);
  const program = await startProcess({
    name: 'busy',
    command: process.execPath,
    args: [file],
    env: profileEnv('busy', { profileDirectory: folder }),
    ready: /is running/,
  });
  try {
    const directory = join(folder, 'busy');
    await sleep(300);
    expect(readdirSync(directory)).toEqual([]);
    const fromMs = performance.now();
    // Two signals that meet a process that has no time are one: an odd one is made good by the next.
    for (let signals = 0; readdirSync(directory).length < 2 && signals < 20; signals++) {
      process.kill(program.pid, 'SIGUSR2');
      await sleep(200);
    }
    const profiles = readProfiles(directory);
    expect(profiles).toHaveLength(2);
    for (const profile of profiles) {
      const busyMs = topSelf([profile], 1_000).reduce((sum, { ms }) => sum + ms, 0);
      expect(busyMs).toBeLessThan(performance.now() - fromMs);
    }
  } finally {
    await program.stop();
    rmSync(folder, { recursive: true });
  }
});
