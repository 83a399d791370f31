import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart } from '@parley/testing';
import { describeRegistry } from '../conformance/describe-registry.ts';
import { SLACK_MS, useEtcdLab } from '../conformance/etcd-lab.ts';
import { LOGIC_1 } from '../conformance/sample-instances.ts';
import { createEtcdRegistry } from './etcd-registry.ts';

(canStart('etcd') ? describe : describe.skip)('etcd registry', () => {
  const lab = useEtcdLab();

  describeRegistry('etcd', async () => {
    const prefix = `conformance/${randomUUID()}`;
    return {
      open: async () => lab.open({ prefix, leaseMs: 10_000, requestTimeoutMs: 5000 }),
      close: async () => {
        // What was closed in order leaves nothing to run out.
        expect(await lab.admin.getAll().prefix(prefix).keys()).toEqual([]);
      },
    };
  });

  it('says that etcd does not answer, in bounded time', async () => {
    const { registry, proxy } = await lab.openThroughProxy({ requestTimeoutMs: 500 });
    const refused = { code: 'unavailable', message: expect.stringContaining('etcd') };
    for (const fail of [() => proxy.cut(), async () => proxy.freeze('toClient')]) {
      await fail();
      const startMs = performance.now();
      await expect(registry.register(LOGIC_1)).rejects.toMatchObject(refused);
      await expect(registry.watch('logic')).rejects.toMatchObject(refused);
      await expect(registry.claimSlot('worker', 1)).rejects.toMatchObject(refused);
      expect(performance.now() - startMs).toBeLessThan(3 * 500 + SLACK_MS);
      await proxy.restore();
    }
    // A failed attempt does no lasting harm.
    await registry.register(LOGIC_1);
    expect((await registry.watch('logic')).current.size).toBe(1);
  });
});

describe('createEtcdRegistry', () => {
  it.each([
    [{ hosts: [] }, 'hosts'],
    [{ hosts: ['127.0.0.1:2379'] }, 'hosts'],
    [{ prefix: '' }, 'prefix'],
    [{ prefix: 'parley/' }, 'prefix'],
    [{ leaseMs: 999 }, 'leaseMs'],
    [{ requestTimeoutMs: Number.NaN }, 'requestTimeoutMs'],
  ])('refuses %j', (change, field) => {
    const options = { hosts: ['http://127.0.0.1:2379'], logger: silentLogger, ...change };
    expect(() => createEtcdRegistry(options)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: expect.objectContaining({ field }),
      }),
    );
  });
});
