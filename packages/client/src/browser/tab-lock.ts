import type { Lock } from '../options.ts';

/**
 * One tab at a time, by `navigator.locks`. Browsers have that on HTTPS and localhost only; without it
 * tabs are not kept apart here, and a lost race is found by reading the storage again.
 */
export const tabLock: Lock = async (name, work) => {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return work();
  return locks.request(name, work);
};
