import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import { serveExchange } from './serve-exchange.ts';
import { servePush } from './serve-push.ts';
import { createTiers } from './test/tiers.ts';
import { unary } from './unary.ts';

/** How many sockets, servers and timers keep the process alive. */
function openResources(): number {
  const kinds = ['TCPSocketWrap', 'TCPServerWrap', 'Timeout'];
  return process.getActiveResourcesInfo().filter(kind => kinds.includes(kind)).length;
}

describe('two nodes in one process', () => {
  it('serve side by side and leave nothing open', async () => {
    const before = openResources();
    const clusters = [createTiers(), createTiers()];
    for (const [i, tiers] of clusters.entries()) {
      const name = `cluster-${i}`;
      const handle = async () => ({ send: { messageId: name } });
      await tiers.serve('logic', 'l1', {
        getMe: unary(async () => ({ userId: '1', name, displayName: '' }), silentLogger),
        exchange: serveExchange({ logger: silentLogger, handle }),
      });
      const push = servePush({ logger: silentLogger, handle: async () => ({ deliveries: i }) });
      await tiers.serve('connect', 'c1', { push });
      const logic = await tiers.logic();
      const connect = await tiers.connect();
      await expect(logic.unary('getMe', {})).resolves.toMatchObject({ name });
      await expect(logic.exchange('send', {}, '7')).resolves.toMatchObject({ messageId: name });
      await expect(connect.push('c1', [])).resolves.toEqual({ deliveries: i });
      // One that is never reached is still being tried when all is closed.
      await tiers.announce('logic', 'dead', 1);
    }
    expect(openResources()).toBeGreaterThan(before);
    for (const tiers of clusters) await tiers.close();
    // One more is the timer of `eventually` itself.
    await eventually(() => openResources() <= before + 1);
  });
});
