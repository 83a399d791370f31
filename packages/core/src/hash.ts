/**
 * A 32-bit hash of a string: FNV-1a with murmur3's finaliser, so that ids that differ only in their
 * last digits spread well. Stable for good: partitions and buckets depend on it.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/**
 * Rendezvous hashing: of `nodes`, the one that `key` belongs to. When a node comes or goes, only the
 * keys that belong to it move. (Thaler and Ravishankar, 1998.)
 */
export function rendezvous(key: string, nodes: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestScore = -1;
  for (const node of nodes) {
    const score = hash32(`${key}@${node}`);
    if (score > bestScore || (score === bestScore && best !== undefined && node < best)) {
      best = node;
      bestScore = score;
    }
  }
  return best;
}
