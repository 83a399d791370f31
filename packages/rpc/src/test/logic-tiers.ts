import type { Call__Output } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { startTcpProxy, type TcpProxy } from '@parley/testing';
import { type ExchangeAnswer, serveExchange } from '../serve-exchange.ts';
import { unary } from '../unary.ts';
import { createTiers, type Tiers } from './tiers.ts';

/** Instances of logic to ask, and the gateway that asks them; `close` after each test. */
export function createLogicTiers(tiers: Tiers = createTiers()) {
  const proxies: TcpProxy[] = [];

  /** An instance of logic that counts what it is asked and answers with its own name. */
  async function instance(
    name: string,
    options: {
      handle?: (call: Call__Output) => Promise<ExchangeAnswer>;
      answer?: () => Promise<void>;
      port?: number;
      hidden?: boolean;
    } = {},
  ) {
    const seen = { unary: 0, joined: [] as string[], calls: [] as Call__Output[] };
    const answer = async () => {
      seen.unary++;
      await options.answer?.();
      return { userId: '1', name, displayName: name, createdAtMs: 5 };
    };
    const server = await tiers.serve(
      'logic',
      name,
      {
        getMe: unary(answer, silentLogger),
        register: unary(async () => ({ user: await answer() }), silentLogger),
        joinConversation: unary(async ({ conversationId }) => {
          seen.joined.push(conversationId);
          return { conversationId };
        }, silentLogger),
        exchange: serveExchange({
          logger: silentLogger,
          handle: async call => {
            seen.calls.push(call);
            return options.handle?.(call) ?? { send: { messageId: name, seq: 1 } };
          },
        }),
      },
      options,
    );
    return { server, seen };
  }

  async function proxied(name: string, target: { port: number }): Promise<TcpProxy> {
    const proxy = await startTcpProxy({ target });
    proxies.push(proxy);
    await tiers.announce('logic', name, proxy.port);
    return proxy;
  }

  return {
    tiers,
    instance,
    proxied,
    async close() {
      await tiers.close();
      for (const proxy of proxies.splice(0)) await proxy.close();
    },
  };
}
