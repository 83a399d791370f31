import { afterEach, describe, expect, it } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { eventually } from '@parley/testing';
import type { ExchangeAnswer } from '../serve-exchange.ts';
import { createGate } from '../test/gate.ts';
import { createLogicTiers } from '../test/logic-tiers.ts';
import type { Tiers } from '../test/tiers.ts';

const keys = Array.from({ length: 40 }, (_, i) => String(i));

/** The calls of the stream between api or connect and logic. */
export function describeExchange(create: () => Tiers): void {
  describe('LogicGateway.exchange', () => {
    const logicTiers = createLogicTiers(create());
    const { tiers, instance } = logicTiers;
    afterEach(() => logicTiers.close());

    it('carries each kind of call and its answer', async () => {
      const answers: Record<string, ExchangeAnswer> = {
        send: { send: { conversationId: '7', seq: 4, messageId: '9', createdAtMs: 11 } },
        history: { history: { epoch: 1, events: [Buffer.from('{}')], hasMore: true } },
        mark: { done: {} },
        open: { open: { userId: '1', sessionId: '2', subscribeTo: ['7'] } },
        heads: { heads: { heads: [] } },
        close: { done: {} },
        occupy: { occupy: { gainedConversationIds: ['7'] } },
        newest: { newest: { dispatches: [{ conversationId: '7', seq: 4 }] } },
        touch: { touch: { reboundConnectionIds: ['x'] } },
        guestSend: { send: { conversationId: '8', seq: 1, messageId: '10', createdAtMs: 12 } },
        guestPull: { guestPull: { messages: [{ sender: 'a', text: 'hi', sentAtUs: 12_000 }] } },
      };
      const { seen } = await instance('a', {
        handle: async call => answers[call.call ?? ''] ?? {},
      });
      const logic = await tiers.logic();
      const session = { userId: '1', sessionId: '2' };
      await expect(
        Promise.all([
          logic.exchange('send', { caller: { session }, clientId: 'c', body: '{}' }, '7'),
          logic.exchange('history', { conversationId: '7', afterSeq: 0, limit: 10 }, '7'),
          logic.exchange('mark', { conversationId: '7', readSeq: 3 }, '7'),
          logic.exchange('open', { accessToken: 't', connectionId: 'x' }, 'x'),
          logic.exchange('heads', { session, known: [{ conversationId: '7', seq: 1 }] }, '1'),
          logic.exchange('close', { serverId: 's', bindings: [] }, 's'),
          logic.exchange('occupy', { serverId: 's', occupied: ['7'] }, 's'),
          logic.exchange('newest', { conversationIds: ['7'] }, 's'),
          logic.exchange('touch', { serverId: 's', conversationIds: ['7'] }, 's'),
          logic.exchange('guestSend', { sender: 'a', receiver: 'b', text: 'hi' }, 'a:b'),
          logic.exchange('guestPull', { one: 'a', other: 'b', limit: 10 }, 'a:b'),
        ]),
      ).resolves.toMatchObject([
        { conversationId: '7', seq: 4, messageId: '9', createdAtMs: 11 },
        { epoch: 1, events: [Buffer.from('{}')], hasMore: true },
        {},
        { userId: '1', sessionId: '2', subscribeTo: ['7'] },
        { heads: [] },
        {},
        { gainedConversationIds: ['7'] },
        { dispatches: [{ conversationId: '7', seq: 4 }] },
        { reboundConnectionIds: ['x'] },
        { conversationId: '8', seq: 1, messageId: '10', createdAtMs: 12 },
        { messages: [{ sender: 'a', text: 'hi', sentAtUs: 12_000 }] },
      ]);
      expect(seen.calls.map(({ call }) => call)).toEqual(Object.keys(answers));
      expect(seen.calls[0]?.send).toMatchObject({ caller: { session }, clientId: 'c', body: '{}' });
      expect(seen.calls[1]?.history).toMatchObject({ from: 'afterSeq', afterSeq: 0 });
    });

    it('throws the error of a call', async () => {
      await instance('a', {
        handle: () => Promise.reject(new ParleyError('client_id_conflict', 'Other content.')),
      });
      const logic = await tiers.logic();
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({
        code: 'client_id_conflict',
        message: 'Other content.',
      });
    });

    it('does not take an answer of another kind', async () => {
      await instance('a', { handle: async () => ({ done: {} }) });
      const logic = await tiers.logic();
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'internal' });
    });

    it('sends the calls of one key to one instance', async () => {
      const [a, b] = [await instance('a'), await instance('b')];
      const logic = await tiers.logic();
      const owner = async (key: string) => (await logic.exchange('send', {}, key)).messageId;
      await eventually(async () => {
        await Promise.all(keys.map(owner));
        expect(Math.min(a.seen.calls.length, b.seen.calls.length)).toBeGreaterThan(0);
      });
      const before = await Promise.all(keys.map(owner));
      expect(new Set(before)).toEqual(new Set(['a', 'b']));
      expect(await Promise.all(keys.map(owner))).toEqual(before);
    });

    it('fails what a killed instance had in hand; new calls go to the other', async () => {
      const gate = createGate();
      const handle = async () => {
        await gate.pass();
        return { send: { messageId: 'late' } };
      };
      const instances = new Map([
        ['a', await instance('a', { handle })],
        ['b', await instance('b', { handle })],
      ]);
      const logic = await tiers.logic();
      const lost: unknown[] = [];
      const both = keys.map(key =>
        logic.exchange('send', {}, key).catch((e: unknown) => lost.push(e)),
      );
      await eventually(() => [...instances.values()].every(({ seen }) => seen.calls.length > 0));

      const killed = instances.get('a');
      await killed?.server.close(0);
      await eventually(() => expect(lost).toHaveLength(killed?.seen.calls.length ?? -1));
      for (const error of lost) expect(error).toMatchObject({ code: 'unavailable' });
      // The registry has not noticed yet.
      const after = keys.map(key => logic.exchange('send', {}, key));
      gate.open();
      expect(await Promise.all(after)).toHaveLength(keys.length);
      await Promise.all(both);
      expect(lost.length).toBeLessThan(keys.length);
      expect(logic.ready()).toBe(true);
    });

    it('lets calls in hand finish when their instance leaves', async () => {
      const gate = createGate();
      await instance('a', {
        handle: async () => {
          await gate.pass();
          return { send: { messageId: 'a' } };
        },
      });
      const logic = await tiers.logic({ graceMs: 10_000 });
      const inHand = logic.exchange('send', {}, '7');
      await gate.reached;
      await tiers.registry.remove('a');
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'unavailable' });
      gate.open();
      await expect(inHand).resolves.toMatchObject({ messageId: 'a' });
    });

    it('fails calls in hand at once when their instance leaves and dies', async () => {
      const gate = createGate();
      const a = await instance('a', {
        handle: async () => {
          await gate.pass();
          return {};
        },
      });
      const logic = await tiers.logic({ graceMs: 60_000, deadlineMs: 60_000 });
      const lost = logic.exchange('send', {}, '7').catch((e: unknown) => e);
      await gate.reached;
      await tiers.registry.remove('a');
      await a.server.close(0);
      expect(await lost).toMatchObject({ code: 'unavailable' });
    });

    it('ignores an answer that comes after the deadline', async () => {
      const gate = createGate();
      await instance('a', {
        handle: async call => {
          if (call.send?.clientId === 'slow') await gate.pass();
          return { send: { messageId: call.send?.clientId ?? '' } };
        },
      });
      const logic = await tiers.logic({ deadlineMs: 150 });
      const slow = logic.exchange('send', { clientId: 'slow' }, '7').catch((e: unknown) => e);
      await gate.reached;
      expect(await slow).toMatchObject({ code: 'deadline_exceeded' });
      gate.open();
      await expect(logic.exchange('send', { clientId: 'next' }, '7')).resolves.toMatchObject({
        messageId: 'next',
      });
    });

    it('refuses more calls than may wait', async () => {
      const gate = createGate();
      await instance('a', {
        handle: async () => {
          await gate.pass();
          return { send: {} };
        },
      });
      const logic = await tiers.logic({ maxPending: 10 });
      const waiting = Array.from({ length: 10 }, () => logic.exchange('send', {}, '7'));
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'overloaded' });
      expect(logic.load).toEqual({ pending: 10, refused: 1 });
      await gate.reached;
      gate.open();
      await Promise.all(waiting);
      await expect(logic.exchange('send', {}, '7')).resolves.toBeDefined();
    });

    it('lets calls in hand finish when it is closed, and takes no more', async () => {
      const gate = createGate();
      await instance('a', {
        handle: async () => {
          await gate.pass();
          return { send: { messageId: 'a' } };
        },
      });
      const logic = await tiers.logic();
      const inHand = logic.exchange('send', {}, '7');
      await gate.reached;
      const closed = logic.close();
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'unavailable' });
      await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
      gate.open();
      await expect(inHand).resolves.toMatchObject({ messageId: 'a' });
      await closed;
      await logic.close();
    });

    it('carries many calls on one stream', async () => {
      const { seen } = await instance('a', {
        handle: async call => ({ send: { messageId: call.send?.clientId ?? '' } }),
      });
      const logic = await tiers.logic();
      const sent = Array.from({ length: 15_000 }, (_, i) => `c${i}`);
      const replies = await Promise.all(
        sent.map(clientId => logic.exchange('send', { clientId }, clientId)),
      );
      expect(replies.map(({ messageId }) => messageId)).toEqual(sent);
      expect(seen.calls).toHaveLength(sent.length);
    });
  });
}
