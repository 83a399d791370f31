import { afterEach, describe, expect, it } from '@jest/globals';
import { ParleyError, sleep } from '@parley/core';
import { eventually, freePort } from '@parley/testing';
import { createGate } from './test/gate.ts';
import { createLogicTiers } from './test/logic-tiers.ts';

const logicTiers = createLogicTiers();
const { tiers, instance, proxied } = logicTiers;
afterEach(() => logicTiers.close());

const keys = Array.from({ length: 40 }, (_, i) => String(i));

describe('LogicGateway.unary', () => {
  it('takes the instances in turn', async () => {
    const [a, b] = [await instance('a'), await instance('b')];
    const logic = await tiers.logic();
    await eventually(async () => {
      await logic.unary('getMe', {});
      expect(Math.min(a.seen.unary, b.seen.unary)).toBeGreaterThan(0);
    });
    const before = [a.seen.unary, b.seen.unary];
    for (let i = 0; i < 10; i++) await logic.unary('getMe', {});
    expect([a.seen.unary, b.seen.unary]).toEqual(before.map(n => n + 5));
  });

  it('takes what changes a conversation to the instance that has its messages', async () => {
    const [a, b] = [await instance('a'), await instance('b')];
    const logic = await tiers.logic();
    await eventually(async () => {
      for (const key of keys) await logic.exchange('send', { conversationId: key }, key);
      expect(Math.min(a.seen.calls.length, b.seen.calls.length)).toBeGreaterThan(0);
    });
    a.seen.calls.length = 0;
    for (const key of keys) {
      await logic.exchange('send', { conversationId: key }, key);
      await logic.unary('joinConversation', { conversationId: key });
    }
    const sent = a.seen.calls.map(call => call.send?.conversationId);
    expect(a.seen.joined).toEqual(sent);
    expect(b.seen.joined).toHaveLength(keys.length - sent.length);
  });

  it('throws the very error that the instance threw', async () => {
    const thrown = new ParleyError('name_taken', 'This name is taken: ☃.', {
      field: 'name',
      value: 'ада',
      expected: 'another name',
      retryAfterMs: 7,
    });
    await instance('a', { answer: () => Promise.reject(thrown) });
    const logic = await tiers.logic();
    const error = await logic.unary('register', {}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ParleyError);
    expect((error as ParleyError).toBody()).toEqual(thrown.toBody());
  });

  it('is unavailable without an instance', async () => {
    const logic = await tiers.logic();
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(logic.ready()).toBe(false);
  });

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

  it('lets calls in hand finish when their instance leaves', async () => {
    const gate = createGate();
    await instance('a', { answer: () => gate.pass() });
    const logic = await tiers.logic();
    const inHand = logic.unary('register', {});
    await gate.reached;
    await tiers.registry.remove('a');
    await sleep(50);
    gate.open();
    await expect(inHand).resolves.toMatchObject({ user: { name: 'a' } });
  });

  it('does not wait longer than its deadline', async () => {
    const gate = createGate();
    await instance('a', { answer: () => gate.pass() });
    const logic = await tiers.logic({ deadlineMs: 100 });
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'deadline_exceeded' });
    gate.open();
  });

  it('does not tell a wrong secret as if the person were signed out', async () => {
    await instance('a');
    const logic = await tiers.logic({}, { kind: 'secret', secret: 'other' });
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'internal' });
    await expect(logic.exchange('send', {}, '1')).rejects.toMatchObject({ code: 'unavailable' });
    expect(logic.ready()).toBe(false);
  });
});
