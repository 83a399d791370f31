import { afterEach, describe, expect, it } from '@jest/globals';
import { ParleyError, sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { createGate } from '../test/gate.ts';
import { createLogicTiers } from '../test/logic-tiers.ts';
import type { Tiers } from '../test/tiers.ts';

const keys = Array.from({ length: 40 }, (_, i) => String(i));

/** The rare calls to logic, one by one. */
export function describeUnary(create: () => Tiers): void {
  describe('LogicGateway.unary', () => {
    const logicTiers = createLogicTiers(create());
    const { tiers, instance } = logicTiers;
    afterEach(() => logicTiers.close());

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
  });
}
