import { hash32 } from '@parley/core';

/** The partition of a key; the same on every node as long as the count is the same. */
export function partitionOf(key: string, partitions: number): number {
  return hash32(key) % partitions;
}
