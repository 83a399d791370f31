import { afterEach, describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { createLogicTiers } from './test/logic-tiers.ts';

const logicTiers = createLogicTiers();
const { tiers, instance, proxied } = logicTiers;
afterEach(() => logicTiers.close());

describe('LogicGateway.exchange', () => {
  it('finds an instance again after it was restarted', async () => {
    const first = await instance('a');
    const logic = await tiers.logic();
    await logic.exchange('send', {}, '7');
    await first.server.close(0);
    await eventually(() => !logic.ready());
    await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'unavailable' });
    await instance('a', { port: first.server.port, hidden: true });
    await eventually(() => logic.ready());
    await expect(logic.exchange('send', {}, '7')).resolves.toMatchObject({ messageId: 'a' });
  });

  it('waits for an instance that is being connected to', async () => {
    const a = await instance('a', { hidden: true });
    const proxy = await proxied('a', a.server);
    proxy.freeze('toServer');
    const logic = await tiers.logic();
    const waiting = logic.exchange('send', {}, '7');
    await sleep(50);
    expect(logic.ready()).toBe(false);
    await proxy.restore();
    await expect(waiting).resolves.toMatchObject({ messageId: 'a' });
    expect(logic.ready()).toBe(true);
  });

  it('never sends a call whose caller has given up', async () => {
    const a = await instance('a', { hidden: true });
    const proxy = await proxied('a', a.server);
    proxy.freeze('toServer');
    const logic = await tiers.logic({ deadlineMs: 100 });
    await expect(logic.exchange('send', { clientId: 'old' }, '7')).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    await proxy.restore();
    await eventually(() => logic.ready());
    await logic.exchange('send', { clientId: 'new' }, '7');
    expect(a.seen.calls.map(({ send }) => send?.clientId)).toEqual(['new']);
  });
});
