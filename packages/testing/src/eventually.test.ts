import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns what the assertion returned, at the first try if it holds', async () => {
    let tries = 0;
    const value = await eventually(() => {
      tries += 1;
      return 'value';
    });
    expect([value, tries]).toEqual(['value', 1]);
  });

  it('tries again after a throw, a rejection and a false', async () => {
    let tries = 0;
    await eventually(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('thrown');
        if (tries === 2) return Promise.reject(new Error('rejected'));
        return tries > 3;
      },
      { intervalMs: 1 },
    );
    expect(tries).toBe(4);
  });

  it('fails with the last error and how long it waited', async () => {
    const failing = eventually(() => expect(1).toBe(2), { timeoutMs: 60, intervalMs: 10 });
    await expect(failing).rejects.toThrow(/^not within 60 ms: .*toBe/s);
    const untrue = eventually(() => false, { timeoutMs: 30, intervalMs: 10 });
    await expect(untrue).rejects.toThrow('not within 30 ms: still false');
  });

  it('does not wait longer for an assertion that never ends', async () => {
    const hanging = eventually(() => new Promise<void>(() => {}), { timeoutMs: 50 });
    await expect(hanging).rejects.toThrow('not within 50 ms: the assertion did not end');
  });
});
