import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually, startTcpProxy } from '@parley/testing';
import { servePush } from './serve-push.ts';
import { createTiers } from './test/tiers.ts';

const tiers = createTiers();

afterEach(() => tiers.close());

const dispatch = (seq: number) => ({ conversationId: '7', seq, audience: { subscribers: true } });

describe('ConnectGateway', () => {
  it('notices a link that went dead without a word', async () => {
    const push = servePush({ logger: silentLogger, handle: async () => ({ deliveries: 1 }) });
    const server = await tiers.serve('connect', 'c1', { push }, { hidden: true });
    const proxy = await startTcpProxy({ target: server });
    try {
      await tiers.announce('connect', 'c1', proxy.port);
      const connect = await tiers.connect({ deadlineMs: 15_000 });
      await connect.push('c1', [dispatch(1)]);
      proxy.freeze('toServer', 'toClient');
      const startedMs = performance.now();
      await expect(connect.push('c1', [dispatch(2)])).rejects.toMatchObject({
        code: 'unavailable',
      });
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      await proxy.cut();
      await proxy.restore();
      await eventually(async () => {
        expect(await connect.push('c1', [dispatch(3)])).toEqual({ deliveries: 1 });
      });
      await connect.close();
    } finally {
      await proxy.close();
    }
  });
});
