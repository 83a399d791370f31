import { beforeEach, describe, expect, test } from '@jest/globals';
import { Disk } from './disk.ts';

let written: number;
let syncs: { resolve: () => void; reject: (error: Error) => void }[];
let disk: Disk;

beforeEach(() => {
  written = 1;
  syncs = [];
  disk = new Disk(() => written, {
    datasync: () => new Promise((resolve, reject) => syncs.push({ resolve, reject })),
    close: async () => {},
  });
});

/** Whether each has resolved, once everything that can has. */
async function done(...promises: Promise<unknown>[]): Promise<boolean[]> {
  const outcomes = promises.map(() => false);
  for (const [i, promise] of promises.entries()) {
    void promise.then(() => {
      outcomes[i] = true;
    });
  }
  await new Promise(resolve => setImmediate(resolve));
  return outcomes;
}

describe('the disk', () => {
  test('is written to once for all that wait', async () => {
    const waiting = [disk.settled(), disk.settled(), disk.settled()];
    expect(await done(...waiting)).toEqual([false, false, false]);
    expect(syncs).toHaveLength(1);
    syncs[0]?.resolve();
    expect(await done(...waiting)).toEqual([true, true, true]);
    expect(await done(disk.settled())).toEqual([true]);
    expect(syncs).toHaveLength(1);
  });

  test('what is written while it is busy needs another time', async () => {
    const first = disk.settled();
    written = 2;
    const second = disk.settled();
    syncs[0]?.resolve();
    expect(await done(first, second)).toEqual([true, false]);
    expect(syncs).toHaveLength(2);
    syncs[1]?.resolve();
    expect(await done(second)).toEqual([true]);
  });

  test('that has failed once is not believed again', async () => {
    const first = disk.settled();
    syncs[0]?.reject(new Error('EIO'));
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    await expect(disk.settled()).rejects.toMatchObject({ code: 'unavailable' });
    expect(syncs).toHaveLength(1);
  });
});
