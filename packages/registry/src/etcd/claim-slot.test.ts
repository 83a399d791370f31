import { describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { canStart, eventually } from '@parley/testing';
import { LEASE_MS, SLACK_MS, useEtcdLab } from '../conformance/etcd-lab.ts';
import type { SlotClaim } from '../registry.ts';

(canStart('etcd') ? describe : describe.skip)('a slot in etcd', () => {
  const lab = useEtcdLab();

  /** The times, by `performance.now()`, at which the holder was told. */
  function lossesOf(claim: SlotClaim): number[] {
    const losses: number[] = [];
    claim.onLost(() => losses.push(performance.now()));
    return losses;
  }

  it.each(['cut', 'frozen'])('is lost before somebody else can have it, the link %s', async how => {
    const { registry, proxy } = await lab.openThroughProxy();
    const losses = lossesOf(await registry.claimSlot('worker', 1));
    const rival = lab.open();
    if (how === 'cut') await proxy.cut();
    else proxy.freeze('toServer', 'toClient');
    await eventually(() => rival.claimSlot('worker', 1), {
      timeoutMs: LEASE_MS + SLACK_MS,
      intervalMs: 10,
    });
    const rivalHasItMs = performance.now();
    expect(losses).toHaveLength(1);
    expect(losses[0]).toBeLessThan(rivalHasItMs);
    await proxy.restore();
    // The first holder neither tries to come back nor is told twice.
    await sleep(2 * LEASE_MS);
    expect(losses).toHaveLength(1);
  });

  it('tells a listener that comes after the loss', async () => {
    const { registry, proxy } = await lab.openThroughProxy();
    const claim = await registry.claimSlot('worker', 1);
    const losses = lossesOf(claim);
    await proxy.cut();
    await eventually(() => losses.length === 1);
    const late = lossesOf(claim);
    await eventually(() => late.length === 1);
    await claim.close();
  });

  it('stays with its holder, over many leases and a crash of etcd', async () => {
    const leaseMs = 3000;
    const losses = lossesOf(await lab.open({ leaseMs }).claimSlot('worker', 1));
    lab.etcd.kill('SIGKILL');
    await lab.etcd.restart();
    await sleep(1.5 * leaseMs);
    const rival = lab.open();
    await expect(rival.claimSlot('worker', 1)).rejects.toMatchObject({ code: 'limit_reached' });
    expect(losses).toEqual([]);
  });

  it('is regained in silence when its lease was revoked and nobody has taken it', async () => {
    const key = `${lab.prefix}/slots/worker/0`;
    const losses = lossesOf(await lab.open({ leaseMs: 3000 }).claimSlot('worker', 2));
    await lab.revokeLeaseOf('slots/worker/0');
    expect(await lab.admin.get(key)).toBeNull();
    await eventually(async () => (await lab.admin.get(key)) !== null, { timeoutMs: 3000 });
    expect((await lab.open().claimSlot('worker', 2)).slot).toBe(1);
    expect(losses).toEqual([]);
  });

  it('is lost at the next renewal when its lease was revoked and somebody else has taken it', async () => {
    const losses = lossesOf(await lab.open({ leaseMs: 3000 }).claimSlot('worker', 1));
    await lab.revokeLeaseOf('slots/worker/0');
    const rival = await lab.open().claimSlot('worker', 1);
    await eventually(() => losses.length === 1, { timeoutMs: 3000 });
    expect(rival.slot).toBe(0);
    expect(await lab.admin.get(`${lab.prefix}/slots/worker/0`)).not.toBeNull();
  });

  it('goes to one each of many that start at the same moment', async () => {
    const all = Array.from({ length: 6 }, () => lab.open());
    const claims = await Promise.all(all.map(registry => registry.claimSlot('worker', 6)));
    const slots = claims.map(claim => claim.slot).toSorted((a, b) => a - b);
    expect(slots).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
