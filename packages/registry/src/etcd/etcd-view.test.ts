import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { canStart, eventually } from '@parley/testing';
import { historyOf, idsIn, LEASE_MS, SLACK_MS, useEtcdLab } from '../conformance/etcd-lab.ts';
import { LOGIC_1, LOGIC_2 } from '../conformance/sample-instances.ts';

(canStart('etcd') ? describe : describe.skip)('a view of etcd', () => {
  const lab = useEtcdLab();

  it('keeps what it knew while etcd is away, and then catches up', async () => {
    const { registry, proxy } = await lab.openThroughProxy();
    const writer = lab.open();
    const first = await writer.register(LOGIC_1);
    const view = await registry.watch('logic');
    const history = historyOf(view);
    await proxy.cut();
    await writer.register(LOGIC_2);
    await first.close();
    await sleep(2 * LEASE_MS);
    expect(history).toEqual([]);
    expect([...view.current.values()]).toEqual([LOGIC_1]);
    await proxy.restore();
    await eventually(() => expect(idsIn(view)).toEqual(['logic-2']), {
      timeoutMs: LEASE_MS + SLACK_MS,
    });
    // The new one was seen first; the missing one was given time to come back.
    expect(history).toEqual([['logic-1', 'logic-2'], ['logic-2']]);
  });

  it('notices a half-dead link by itself', async () => {
    // Two ways to the same etcd: one dies in silence, whichever the view happens to use.
    const [dead, alive] = await Promise.all([lab.startProxy(), lab.startProxy()]);
    const hosts = [dead, alive].map(({ port }) => `http://127.0.0.1:${port}`);
    const writer = lab.open();
    const views = await Promise.all(
      Array.from({ length: 6 }, () => lab.open({ hosts }).watch('logic')),
    );
    dead.freeze('toClient');
    await writer.register(LOGIC_1);
    await eventually(() => views.every(view => view.current.size === 1), {
      timeoutMs: 2 * LEASE_MS + SLACK_MS,
    });
  });

  it('leaves out an entry that nobody can read, and shows the others', async () => {
    const view = await lab.open().watch('logic');
    const folder = `${lab.prefix}/services/logic`;
    await lab.admin.put(`${folder}/broken`).value('{"service":');
    await lab.admin.put(`${folder}/wrong`).value('{"service":"logic","meta":{}}');
    await lab.admin.put(`${folder}/null`).value('null');
    await lab.admin.put(`${folder}/other`).value(JSON.stringify(LOGIC_2));
    await lab.open().register(LOGIC_1);
    await eventually(() => expect(idsIn(view)).toEqual(['logic-1']));
    expect(idsIn(await lab.open().watch('logic'))).toEqual(['logic-1']);
    await lab.admin.delete().prefix(folder);
  });

  it('does not see etcd crash and come back', async () => {
    const leaseMs = 3000;
    const registry = lab.open({ leaseMs });
    await registry.register(LOGIC_1);
    const view = await lab.open().watch('logic');
    const history = historyOf(view);
    lab.etcd.kill('SIGKILL');
    await lab.etcd.restart();
    await sleep(leaseMs);
    expect(history).toEqual([]);
    await registry.register(LOGIC_2);
    await eventually(() => expect(idsIn(view)).toEqual(['logic-1', 'logic-2']), {
      timeoutMs: SLACK_MS,
    });
  });

  it('does not see etcd lose its data: all have registered again before it gives them up', async () => {
    const leaseMs = 3000;
    await lab.open({ leaseMs }).register(LOGIC_1);
    const view = await lab.open({ leaseMs }).watch('logic');
    const history = historyOf(view);
    lab.etcd.kill('SIGKILL');
    await rm(join(lab.etcd.folder, 'data'), { recursive: true });
    await lab.etcd.restart();
    const newcomer = lab.open();
    await eventually(
      async () => expect(idsIn(await newcomer.watch('logic'))).toEqual(['logic-1']),
      {
        timeoutMs: leaseMs,
        intervalMs: 200,
      },
    );
    await sleep(1.5 * leaseMs);
    expect(history).toEqual([]);
  });
});
