import { describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { canStart, eventually, startProcess } from '@parley/testing';
import { historyOf, idsIn, LEASE_MS, SLACK_MS, useEtcdLab } from '../conformance/etcd-lab.ts';
import { LOGIC_1, TASK_1 } from '../conformance/sample-instances.ts';

const GONE_MS = LEASE_MS + SLACK_MS;

(canStart('etcd') ? describe : describe.skip)('a registration in etcd', () => {
  const lab = useEtcdLab();

  it('outlives many leases', async () => {
    await lab.open().register(LOGIC_1);
    const view = await lab.open().watch('logic');
    expect(idsIn(view)).toEqual(['logic-1']);
    const history = historyOf(view);
    await sleep(3 * LEASE_MS);
    expect(history).toEqual([]);
  });

  it('disappears after its lease when the process is killed', async () => {
    const view = await lab.open().watch('logic');
    const source = new URL('./index.ts', import.meta.url).href;
    const options = { hosts: [lab.etcd.endpoint], prefix: lab.prefix, leaseMs: LEASE_MS };
    const script = `
      import { silentLogger } from '@parley/core';
      import { createEtcdRegistry } from ${JSON.stringify(source)};
      const registry = createEtcdRegistry({ ...${JSON.stringify(options)}, logger: silentLogger });
      await registry.register(${JSON.stringify(LOGIC_1)});
      console.log('registered');`;
    const child = await startProcess({
      command: process.execPath,
      args: ['--conditions=@parley/source', '--input-type=module', '-e', script],
      cwd: new URL('.', import.meta.url).pathname,
      ready: /registered/,
    });
    try {
      await eventually(() => expect(idsIn(view)).toEqual(['logic-1']));
      // Past the first lease, so that it lives on renewals.
      await sleep(1.5 * LEASE_MS);
      expect(idsIn(view)).toEqual(['logic-1']);
    } finally {
      await child.stop('SIGKILL');
    }
    await eventually(() => expect(idsIn(view)).toEqual([]), { timeoutMs: GONE_MS });
  });

  it('comes back after its link was cut for longer than the lease', async () => {
    const { registry, proxy } = await lab.openThroughProxy();
    await registry.register(LOGIC_1);
    const view = await lab.open().watch('logic');
    await proxy.cut();
    await eventually(() => expect(idsIn(view)).toEqual([]), { timeoutMs: GONE_MS });
    await proxy.restore();
    await eventually(() => expect([...view.current.values()]).toEqual([LOGIC_1]), {
      timeoutMs: SLACK_MS,
    });
    const history = historyOf(view);
    await sleep(2 * LEASE_MS);
    expect(history).toEqual([]);
  });

  it('comes back after its link was frozen for longer than the lease', async () => {
    const { registry, proxy } = await lab.openThroughProxy();
    await registry.register(LOGIC_1);
    const view = await lab.open().watch('logic');
    proxy.freeze('toServer', 'toClient');
    await eventually(() => expect(idsIn(view)).toEqual([]), { timeoutMs: GONE_MS });
    await proxy.restore();
    await eventually(() => expect(idsIn(view)).toEqual(['logic-1']), { timeoutMs: SLACK_MS });
    // What was held by the link and arrives now must not undo it.
    await sleep(2 * LEASE_MS);
    expect(idsIn(view)).toEqual(['logic-1']);
  });

  it('survives a cut that is shorter than the lease without a trace', async () => {
    const leaseMs = 2000;
    const { registry, proxy } = await lab.openThroughProxy({ leaseMs });
    await registry.register(LOGIC_1);
    const view = await lab.open().watch('logic');
    const history = historyOf(view);
    // Longer than a third, when the renewal is due.
    await proxy.cut();
    await sleep(leaseMs / 2);
    await proxy.restore();
    await sleep(leaseMs);
    expect(history).toEqual([]);
  });

  it('comes back after somebody revoked its lease, before a whole lease has passed', async () => {
    const leaseMs = 3000;
    const registration = await lab.open({ leaseMs }).register(LOGIC_1);
    const view = await lab.open().watch('logic');
    const history = historyOf(view);
    await lab.revokeLeaseOf('services/logic/logic-1');
    await eventually(() => expect(history).toEqual([[], ['logic-1']]), { timeoutMs: leaseMs });
    await registration.close();
    await eventually(() => expect(idsIn(view)).toEqual([]));
  });

  it('can be closed while etcd is away, and then runs out', async () => {
    const { registry, proxy } = await lab.openThroughProxy();
    const registration = await registry.register(LOGIC_1);
    const view = await lab.open().watch('logic');
    await proxy.cut();
    await registration.close();
    await proxy.restore();
    await eventually(() => expect(idsIn(view)).toEqual([]), { timeoutMs: GONE_MS });
    await sleep(LEASE_MS);
    expect(idsIn(view)).toEqual([]);
  });

  it('stays when its connection dies in silence, whatever else the process has open', async () => {
    const leaseMs = 3000;
    const proxy = await lab.startProxy();
    const hosts = [`http://127.0.0.1:${proxy.port}`];
    const neighbours = Array.from({ length: 8 }, () => lab.open({ hosts, leaseMs }));
    const views = await Promise.all(neighbours.map(registry => registry.watch('task')));
    await Promise.all(
      neighbours.map((registry, i) => registry.register({ ...LOGIC_1, instanceId: `logic-${i}` })),
    );
    const view = await lab.open().watch('logic');
    expect(view.current.size).toBe(8);
    const history = historyOf(view);
    proxy.stall();
    await lab.open().register(TASK_1);
    await sleep(2 * leaseMs);
    expect(history).toEqual([]);
    expect(views.map(idsIn)).toEqual(neighbours.map(() => [TASK_1.instanceId]));
  });

  it('finds the member of etcd that answers, when another has stopped in silence', async () => {
    // Two ways to the same etcd stand for two members.
    const [dead, alive] = await Promise.all([lab.startProxy(), lab.startProxy()]);
    const hosts = [dead, alive].map(({ port }) => `http://127.0.0.1:${port}`);
    dead.freeze('toServer', 'toClient');
    // Many, because each begins with a member at random.
    const registries = Array.from({ length: 25 }, () => lab.open({ hosts, leaseMs: 3000 }));
    await Promise.all(
      registries.map((registry, i) => registry.register({ ...LOGIC_1, instanceId: `logic-${i}` })),
    );
    const view = await lab.open().watch('logic');
    const history = historyOf(view);
    expect(view.current.size).toBe(25);
    await sleep(2 * 3000);
    expect(history).toEqual([]);
  });
});
