import { afterEach, describe, expect, it } from '@jest/globals';
import type { Dispatch__Output } from '@parley/contracts';
import { ParleyError, silentLogger, sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { servePush } from '../serve-push.ts';
import { createGate } from '../test/gate.ts';
import type { Tiers } from '../test/tiers.ts';

const dispatch = (seq: number, event = '') => ({
  conversationId: '7',
  seq,
  audience: { subscribers: true },
  event: Buffer.from(event),
});

/** What task sends to connect nodes. */
export function describePush(create: () => Tiers): void {
  describe('ConnectGateway', () => {
    const tiers = create();
    afterEach(() => tiers.close());

    /** A connect node that keeps what it was pushed. */
    function node(
      serverId: string,
      handle: (dispatches: Dispatch__Output[]) => Promise<{ deliveries: number }>,
    ) {
      const push = servePush({ logger: silentLogger, handle });
      return tiers.serve('connect', serverId, { push });
    }

    it('carries dispatches as they are', async () => {
      const got: Dispatch__Output[] = [];
      await node('c1', async dispatches => {
        got.push(...dispatches);
        return { deliveries: 3 };
      });
      const connect = await tiers.connect();
      const sent = [
        { ...dispatch(1, '{"kind":"text"}'), subscriptions: [{ userId: '5', subscribed: true }] },
        { ...dispatch(2), audience: { users: { userIds: ['5', '6'] } } },
        { ...dispatch(3), audience: { everyone: true } },
      ];
      await expect(connect.push('c1', sent)).resolves.toEqual({ deliveries: 3 });
      expect(got).toMatchObject(sent);
    });

    it('keeps the order of pushes, one at a time', async () => {
      const order: number[] = [];
      let running = 0;
      await node('c1', async dispatches => {
        expect(++running).toBe(1);
        // The first are the slowest.
        await sleep(Math.max(0, 20 - order.length));
        for (const { seq } of dispatches) order.push(seq);
        running--;
        return { deliveries: dispatches.length };
      });
      const connect = await tiers.connect();
      const seqs = Array.from({ length: 50 }, (_, i) => i + 1);
      const replies = await Promise.all(
        seqs.map(seq => connect.push('c1', [dispatch(seq), dispatch(seq + 1000)])),
      );
      expect(order).toEqual(seqs.flatMap(seq => [seq, seq + 1000]));
      expect(replies).toEqual(seqs.map(() => ({ deliveries: 2 })));
    });

    it('hears the error of a push, and the stream goes on', async () => {
      let first = true;
      await node('c1', async () => {
        if (!first) return { deliveries: 1 };
        first = false;
        throw new ParleyError('overloaded', 'Too much.', { retryAfterMs: 50 });
      });
      const connect = await tiers.connect();
      await expect(connect.push('c1', [dispatch(1)])).rejects.toMatchObject({
        code: 'overloaded',
        details: { retryAfterMs: 50 },
      });
      await expect(connect.push('c1', [dispatch(1)])).resolves.toEqual({ deliveries: 1 });
    });

    it('knows who is there and says who is gone', async () => {
      const connect = await tiers.connect();
      const gone: string[] = [];
      connect.onGone(serverId => gone.push(serverId));
      const handle = async () => ({ deliveries: 0 });
      await node('c1', handle);
      await node('c2', handle);
      expect(connect.live()).toEqual(new Set(['c1', 'c2']));
      await tiers.registry.remove('c1');
      expect(connect.live()).toEqual(new Set(['c2']));
      expect(gone).toEqual(['c1']);
      await expect(connect.push('c1', [dispatch(1)])).rejects.toMatchObject({
        code: 'unavailable',
      });
      await expect(connect.push('c2', [dispatch(1)])).resolves.toEqual({ deliveries: 0 });
    });

    it('lets pushes in hand finish when their node leaves', async () => {
      const gate = createGate();
      await node('c1', async () => {
        await gate.pass();
        return { deliveries: 1 };
      });
      const connect = await tiers.connect({ graceMs: 10_000 });
      const inHand = connect.push('c1', [dispatch(1)]);
      await gate.reached;
      await tiers.registry.remove('c1');
      gate.open();
      await expect(inHand).resolves.toEqual({ deliveries: 1 });
    });

    it('fails what a killed node had in hand, and reaches it again elsewhere', async () => {
      const gate = createGate();
      const first = await node('c1', async () => {
        await gate.pass();
        return { deliveries: 1 };
      });
      const connect = await tiers.connect();
      const lost = Promise.allSettled([
        connect.push('c1', [dispatch(1)]),
        connect.push('c1', [dispatch(2)]),
      ]);
      await gate.reached;
      await first.close(0);
      for (const outcome of await lost) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
      }
      await tiers.registry.remove('c1');
      await node('c1', async () => ({ deliveries: 9 }));
      await eventually(async () => {
        expect(await connect.push('c1', [dispatch(3)])).toEqual({ deliveries: 9 });
      });
    });

    it('gives up a push that takes too long, and carries on', async () => {
      const gate = createGate();
      await node('c1', async ([first]) => {
        if (first?.seq === 1) await gate.pass();
        return { deliveries: 1 };
      });
      const connect = await tiers.connect({ deadlineMs: 100 });
      await expect(connect.push('c1', [dispatch(1)])).rejects.toMatchObject({
        code: 'deadline_exceeded',
      });
      gate.open();
      await expect(connect.push('c1', [dispatch(2)])).resolves.toEqual({ deliveries: 1 });
    });

    it('bounds what waits for a node that does not keep up', async () => {
      const gate = createGate();
      let pushes = 0;
      await node('c1', async () => {
        pushes++;
        await gate.pass();
        return { deliveries: 1 };
      });
      const connect = await tiers.connect({ maxPending: 100, deadlineMs: 10_000 });
      const big = 'x'.repeat(100_000);
      const waiting = Array.from({ length: 100 }, (_, i) => connect.push('c1', [dispatch(i, big)]));
      await gate.reached;
      await expect(connect.push('c1', [dispatch(101)])).rejects.toMatchObject({
        code: 'overloaded',
      });
      expect(connect.load).toEqual({ pending: 100, refused: 1 });
      expect(pushes).toBe(1);
      gate.open();
      await Promise.all(waiting);
      expect(pushes).toBe(100);
      expect(connect.load).toEqual({ pending: 0, refused: 1 });
    });

    it('has as many frames in hand as it may, in the order of arrival, and replies to each', async () => {
      const begun: number[] = [];
      const finish = new Map<number, () => void>();
      const push = servePush({
        logger: silentLogger,
        maxInHand: 3,
        handle: ([dispatch]) => {
          const seq = dispatch?.seq ?? 0;
          begun.push(seq);
          return new Promise(resolve => {
            finish.set(seq, () => resolve({ deliveries: seq }));
          });
        },
      });
      await tiers.serve('connect', 'c1', { push });
      const connect = await tiers.connect();
      const replies = [1, 2, 3, 4, 5].map(seq =>
        connect.push('c1', [{ conversationId: '7', seq }]),
      );

      await eventually(() => expect(begun).toEqual([1, 2, 3]));
      // The last is done first; another one takes its place, and no more.
      finish.get(3)?.();
      await expect(replies[2]).resolves.toEqual({ deliveries: 3 });
      await eventually(() => expect(begun).toEqual([1, 2, 3, 4]));
      finish.get(1)?.();
      await eventually(() => expect(begun).toEqual([1, 2, 3, 4, 5]));
      for (const release of finish.values()) release();
      expect(await Promise.all(replies)).toEqual(
        [1, 2, 3, 4, 5].map(deliveries => ({ deliveries })),
      );
    });
  });
}
