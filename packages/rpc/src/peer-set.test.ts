import { afterEach, describe, expect, it } from '@jest/globals';
import type { Instance } from '@parley/registry';
import { createPeerSet, type Peer, type PeerSet } from './peer-set.ts';
import { captureLogger } from './test/capture-logger.ts';
import { createTestRegistry } from './test/registry.ts';

interface TestPeer extends Peer {
  address: string;
  healthy: boolean;
  closedWith: number | undefined;
}

let set: PeerSet<TestPeer> | undefined;

afterEach(() => set?.close());

async function setup(...ids: string[]) {
  const registry = createTestRegistry();
  const { logger, lines } = captureLogger();
  const put = (instanceId: string, address = `${instanceId}:1`) =>
    registry.register({ service: 'logic', instanceId, address, meta: {} });
  for (const id of ids) await put(id);
  const peers = await createPeerSet<TestPeer>({
    registry,
    service: 'logic',
    graceMs: 70,
    logger,
    open: ({ address }: Instance) => {
      if (address === 'nowhere:1') throw new Error('no such place');
      const peer: TestPeer = {
        address,
        healthy: true,
        closedWith: undefined,
        close: async graceMs => {
          peer.closedWith = graceMs;
        },
      };
      return peer;
    },
  });
  set = peers;
  const peer = (id: string) => {
    const found = peers.get(id);
    if (found === undefined) throw new Error(`no peer ${id}`);
    return found;
  };
  return { peers, peer, put, remove: (id: string) => registry.remove(id), registry, lines };
}

const keys = Array.from({ length: 300 }, (_, i) => `conversation-${i}`);

describe('PeerSet', () => {
  it('follows the registry', async () => {
    const { peers, peer, put, remove } = await setup('a');
    const gone: string[] = [];
    peers.onGone(id => gone.push(id));
    await put('b');
    expect([...peers.ids()]).toEqual(['a', 'b']);
    const first = peer('a');
    await remove('a');
    expect(peers.get('a')).toBeUndefined();
    expect(first.closedWith).toBe(70);
    expect(gone).toEqual(['a']);
    await put('a');
    expect(peers.get('a')).not.toBe(first);
  });

  it('leaves other services alone', async () => {
    const { peers, registry } = await setup('a');
    await registry.register({ service: 'connect', instanceId: 'c', address: 'c:1', meta: {} });
    expect([...peers.ids()]).toEqual(['a']);
  });

  it('opens again at a new address, and nobody is gone', async () => {
    const { peers, peer, put } = await setup('a');
    const gone: string[] = [];
    peers.onGone(id => gone.push(id));
    const first = peer('a');
    await put('a', 'elsewhere:2');
    expect(peer('a').address).toBe('elsewhere:2');
    expect(first.closedWith).toBe(70);
    expect(gone).toEqual([]);
  });

  it('takes turns among the healthy', async () => {
    const { peers, peer } = await setup('a', 'b', 'c');
    peer('b').healthy = false;
    const picked = Array.from({ length: 6 }, () => peers.next()?.address);
    expect(new Set(picked)).toEqual(new Set(['a:1', 'c:1']));
    expect(picked[0]).not.toBe(picked[1]);
  });

  it('gives a key to the same healthy one, and moves only the keys of one that left', async () => {
    const { peers, peer, remove } = await setup('a', 'b', 'c');
    const owners = () => new Map(keys.map(key => [key, peers.forKey(key)?.address]));
    const before = owners();
    expect(new Set(before.values()).size).toBe(3);
    expect(owners()).toEqual(before);
    peer('b').healthy = false;
    const without = owners();
    for (const key of keys) {
      if (before.get(key) === 'b:1') expect(without.get(key)).not.toBe('b:1');
      else expect(without.get(key)).toBe(before.get(key));
    }
    peer('b').healthy = true;
    expect(owners()).toEqual(before);
    await remove('b');
    expect(owners()).toEqual(without);
  });

  it('falls back to any when none is healthy, and to none when all were tried', async () => {
    const { peers, peer } = await setup('a', 'b');
    peer('a').healthy = false;
    peer('b').healthy = false;
    expect(peers.healthy).toBe(false);
    const tried = new Set<TestPeer>();
    for (const _ of ['a', 'b']) {
      const picked = peers.next(tried);
      if (picked) tried.add(picked);
    }
    expect(tried).toEqual(new Set([peer('a'), peer('b')]));
    expect(peers.next(tried)).toBeUndefined();
    expect(peers.forKey('k', tried)).toBeUndefined();
    expect(peers.forKey('k')).toBeDefined();
  });

  it('is not stopped by an entry that cannot be opened', async () => {
    const { peers, put, lines } = await setup('a');
    await put('broken', 'nowhere:1');
    await put('b');
    expect([...peers.ids()]).toEqual(['a', 'b']);
    expect(lines.filter(({ level }) => level === 'error')[0]?.fields).toMatchObject({
      instanceId: 'broken',
    });
  });

  it('closes every peer and follows no more', async () => {
    const { peers, peer, put } = await setup('a', 'b');
    const all = [peer('a'), peer('b')];
    await peers.close();
    expect(all.map(({ closedWith }) => closedWith)).toEqual([70, 70]);
    await put('c');
    expect(peers.ids().size).toBe(0);
  });
});
