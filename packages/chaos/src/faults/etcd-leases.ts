interface Lost {
  /** How many leases were ended. */
  lost: number;
  keysBefore: number;
  keysAfter: number;
}

interface KeyValue {
  key: string;
  lease?: string;
}

/**
 * Ends the leases that keys in etcd hang on, for which `isHit` says so; the keys go with them. Uses
 * etcd's JSON interface, so that no driver is needed.
 */
export async function loseLeases(endpoint: string, isHit: () => boolean): Promise<Lost> {
  const before = await allKeys(endpoint);
  const leases = [...new Set(before.flatMap(({ lease }) => (lease === undefined ? [] : [lease])))];
  const hit = leases.filter(isHit);
  if (hit.length === 0) hit.push(...leases.slice(0, 1));
  for (const lease of hit) await ask(endpoint, 'lease/revoke', { ID: lease });
  const gone = new Set(hit);
  const after = await allKeys(endpoint);
  // Nodes put their keys back under a new lease within milliseconds: only the old ones count.
  const left = after.filter(({ lease }) => lease === undefined || leases.includes(lease));
  return {
    lost: gone.size,
    keysBefore: before.length,
    keysAfter: left.filter(({ lease }) => lease === undefined || !gone.has(lease)).length,
  };
}

async function allKeys(endpoint: string): Promise<KeyValue[]> {
  // From the key "\0" to the end "\0": everything.
  const all = { key: 'AA==', range_end: 'AA==', keys_only: true };
  const { kvs = [] } = (await ask(endpoint, 'kv/range', all)) as { kvs?: KeyValue[] };
  return kvs;
}

async function ask(endpoint: string, what: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${endpoint}/v3/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`etcd answered ${what} with ${response.status}`);
  return response.json();
}
