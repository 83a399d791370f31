import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, freePort } from '@parley/testing';
import { createGate } from './test/gate.ts';
import { createLogicTiers } from './test/logic-tiers.ts';

const logicTiers = createLogicTiers();
const { tiers, instance, proxied } = logicTiers;
afterEach(() => logicTiers.close());

describe('LogicGateway.unary', () => {
  it('asks another instance when one cannot be reached', async () => {
    await tiers.announce('logic', 'dead', await freePort());
    await tiers.announce('logic', 'dead-too', await freePort());
    const logic = await tiers.logic();
    const a = await instance('a', { hidden: true });
    // None is known to be healthy, so the dead ones are tried, too.
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
    await tiers.announce('logic', 'a', a.server.port);
    for (let i = 0; i < 3; i++) await expect(logic.unary('getMe', {})).resolves.toBeDefined();
    expect(a.seen.unary).toBe(3);
  });

  it.each([
    ['getMe', true],
    ['register', false],
  ] as const)(
    'when the link broke after %s was sent: asks another instance: %p',
    async (method, again) => {
      const gate = createGate();
      const [a, b] = [
        await instance('a', { hidden: true, answer: () => gate.pass() }),
        await instance('b', { hidden: true }),
      ];
      const proxy = await proxied('a', a.server);
      const logic = await tiers.logic();
      await eventually(() => logic.ready());
      const broken = logic.unary(method, {}).catch((e: unknown) => e);
      await gate.reached;
      await tiers.announce('logic', 'b', b.server.port);
      await proxy.cut();
      if (again) expect(await broken).toMatchObject({ name: 'b' });
      else expect(await broken).toMatchObject({ code: 'unavailable' });
      expect(b.seen.unary).toBe(again ? 1 : 0);
    },
  );

  it('does not tell a wrong secret as if the person were signed out', async () => {
    await instance('a');
    const logic = await tiers.logic({}, { kind: 'secret', secret: 'other' });
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'internal' });
    await expect(logic.exchange('send', {}, '1')).rejects.toMatchObject({ code: 'unavailable' });
    expect(logic.ready()).toBe(false);
  });
});
