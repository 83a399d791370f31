import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { withMachineLock } from './machine-lock.ts';

(process.platform === 'linux' ? describe : describe.skip)('withMachineLock', () => {
  let name: string;

  beforeEach(() => {
    name = `parley-test-${randomUUID()}`;
  });

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const visit = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withMachineLock(name, 5000, visit)));
    expect(most).toBe(1);
  });

  it('frees the lock and passes the error on when the work fails', async () => {
    const failing = withMachineLock(name, 1000, () => Promise.reject(new Error('work failed')));
    await expect(failing).rejects.toThrow('work failed');
    expect(await withMachineLock(name, 0, async () => 'done')).toBe('done');
  });

  it('gives up when somebody keeps it', async () => {
    const second = withMachineLock(name, 5000, () =>
      withMachineLock(name, 150, async () => 'never'),
    );
    await expect(second).rejects.toThrow('held by another process for 150 ms');
  });

  it('is free again when its holder was killed', async () => {
    const holder = `require('net').createServer().listen('\\0${name}', () => process.kill(process.pid, 'SIGKILL'))`;
    expect(spawnSync(process.execPath, ['-e', holder]).signal).toBe('SIGKILL');
    expect(await withMachineLock(name, 1000, async () => 'done')).toBe('done');
  });

  it('keeps other processes out', async () => {
    const visitor = `require('net').createServer().on('error', e => console.log(e.code)).listen('\\0${name}')`;
    const seen = await withMachineLock(name, 1000, async () => {
      return spawnSync(process.execPath, ['-e', visitor], { encoding: 'utf8' }).stdout.trim();
    });
    expect(seen).toBe('EADDRINUSE');
  });
});
