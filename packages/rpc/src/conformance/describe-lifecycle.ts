import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import { serveExchange } from '../serve-exchange.ts';
import { servePush } from '../serve-push.ts';
import { createGate } from '../test/gate.ts';
import { createLogicTiers } from '../test/logic-tiers.ts';
import type { Tiers } from '../test/tiers.ts';
import { unary } from '../unary.ts';

/** How many sockets, servers and timers keep the process alive. */
function openResources(): number {
  const kinds = ['TCPSocketWrap', 'TCPServerWrap', 'Timeout'];
  return process.getActiveResourcesInfo().filter(kind => kinds.includes(kind)).length;
}

/** Closing: what is in hand is finished, what is left is told so, and nothing stays open. */
export function describeLifecycle(create: () => Tiers): void {
  describe('lifecycle', () => {
    const logicTiers = createLogicTiers(create());
    const { tiers, instance } = logicTiers;
    afterEach(() => logicTiers.close());

    it('two nodes serve side by side in one process and leave nothing open', async () => {
      const before = openResources();
      const clusters = [create(), create()];
      for (const [i, cluster] of clusters.entries()) {
        const name = `cluster-${i}`;
        const handle = async () => ({ send: { messageId: name } });
        await cluster.serve('logic', 'l1', {
          getMe: unary(async () => ({ userId: '1', name, displayName: '' }), silentLogger),
          exchange: serveExchange({ logger: silentLogger, handle }),
        });
        const push = servePush({ logger: silentLogger, handle: async () => ({ deliveries: i }) });
        await cluster.serve('connect', 'c1', { push });
        const logic = await cluster.logic();
        const connect = await cluster.connect();
        await expect(logic.unary('getMe', {})).resolves.toMatchObject({ name });
        await expect(logic.exchange('send', {}, '7')).resolves.toMatchObject({ messageId: name });
        await expect(connect.push('c1', [])).resolves.toEqual({ deliveries: i });
        // One that is never reached is still being tried when all is closed.
        await cluster.announce('logic', 'dead', 1);
      }
      expect(openResources()).toBeGreaterThan(before);
      for (const cluster of clusters) await cluster.close();
      // One more is the timer of `eventually` itself.
      await eventually(() => openResources() <= before + 1);
    });

    it('a server that closes answers what it has in hand, and takes no more', async () => {
      const [gate, streamGate] = [createGate(), createGate()];
      const { server } = await instance('a', {
        answer: () => gate.pass(),
        handle: async () => {
          await streamGate.pass();
          return { send: { messageId: 'a' } };
        },
      });
      const logic = await tiers.logic();
      const inHand = [logic.unary('getMe', {}), logic.exchange('send', {}, '7')];
      await Promise.all([gate.reached, streamGate.reached]);
      const closed = server.close(10_000);
      gate.open();
      streamGate.open();
      expect(await Promise.all(inHand)).toMatchObject([{ name: 'a' }, { messageId: 'a' }]);
      await closed;
      await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
      await expect(logic.exchange('send', {}, '7')).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('a server that closes does not wait for longer than it is told', async () => {
      const gate = createGate();
      const { server } = await instance('a', { answer: () => gate.pass() });
      const logic = await tiers.logic();
      const inHand = logic.unary('register', {}).catch((error: unknown) => error);
      await gate.reached;
      await server.close(50);
      expect(await inHand).toMatchObject({ code: 'unavailable' });
      gate.open();
    });
  });
}
