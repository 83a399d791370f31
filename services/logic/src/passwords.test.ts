import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { refuser } from './bounds.ts';
import { createLogicMetrics } from './metrics.ts';
import { Passwords } from './passwords.ts';

const refuse = refuser(createLogicMetrics(new Registry()));

test('hashes are argon2id with our cost, salted, and verify', async () => {
  const passwords = new Passwords({ concurrency: 2, maxWaiting: 10, refuse });
  const hash = await passwords.hash('correct horse');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.hash('correct horse')).not.toBe(hash);
  expect(await passwords.verify(hash, 'correct horse')).toBe(true);
  expect(await passwords.verify(hash, 'correct house')).toBe(false);
});

test('the same letters in other code points are the same password', async () => {
  const passwords = new Passwords({ concurrency: 2, maxWaiting: 10, refuse });
  expect(await passwords.verify(await passwords.hash('Zo\u00eb'), 'Zoe\u0308')).toBe(true);
});

test('without a hash it is false, after as much work', async () => {
  const passwords = new Passwords({ concurrency: 1, maxWaiting: 10, refuse });
  const hash = await passwords.hash('right');
  await passwords.verify(undefined, 'warm up');
  const timed = async (known: string | undefined) => {
    const start = performance.now();
    for (let i = 0; i < 5; i++) expect(await passwords.verify(known, 'wrong')).toBe(false);
    return performance.now() - start;
  };
  const [known, unknown] = [await timed(hash), await timed(undefined)];
  expect(unknown).toBeGreaterThan(known / 4);
  expect(await passwords.verify(undefined, 'nobody has this password')).toBe(false);
});

test('few run, few wait, and the rest is told to come again', async () => {
  const passwords = new Passwords({ concurrency: 2, maxWaiting: 3, refuse });
  const attempts = Array.from({ length: 7 }, () => passwords.hash('password'));
  const outcomes = Promise.allSettled(attempts);
  expect(passwords.size).toBe(3);
  const results = await outcomes;
  const refused = results.filter(result => result.status === 'rejected');
  expect(refused.map(result => result.reason)).toEqual([
    expect.objectContaining({ code: 'overloaded', retryable: true }),
    expect.objectContaining({ code: 'overloaded', retryable: true }),
  ]);
  expect(passwords.size).toBe(0);
  await passwords.hash('there is room again');
});

test('a calculation that fails gives its place on', async () => {
  const passwords = new Passwords({ concurrency: 1, maxWaiting: 1, refuse });
  await expect(passwords.verify('$argon2id$no hash at all', 'x')).rejects.toThrow();
  expect(await passwords.hash('next')).toMatch(/^\$argon2id/);
});
