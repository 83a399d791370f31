import type {
  Call,
  ExchangeReply__Output,
  ExchangeRequest,
  Reply__Output,
} from '@parley/contracts';
import type { Logger } from '@parley/core';
import {
  type ExchangeMethod,
  ExchangeStream,
  type ExchangeStreamOptions,
} from './exchange-stream.ts';
import type { GatewayLoad } from './gateway-load.ts';
import { callBytes } from './item-bytes.ts';
import type { Link } from './link.ts';
import type { Peer } from './peer-set.ts';
import type { Asker } from './pending-calls.ts';

export type NumberedCall = Call & { id: number };

/** One instance of logic. */
export interface LogicPeer extends Peer, Pick<Link, 'unary'> {
  /** As `ExchangeStream.ask`. */
  ask(call: NumberedCall, asker: Asker<Reply__Output>): void;
}

/** Takes over `link` and closes it at the end. */
export function openLogicPeer(
  link: Link,
  logger: Logger,
  options: ExchangeStreamOptions,
  load: GatewayLoad,
): LogicPeer {
  const method: ExchangeMethod<
    NumberedCall,
    Reply__Output,
    ExchangeRequest,
    ExchangeReply__Output
  > = {
    open: () => link.stream('exchange'),
    toFrame: calls => ({ calls }),
    bytesOf: callBytes,
    replies: frame => frame.replies,
  };
  const stream = new ExchangeStream(method, logger, options, load);
  return {
    unary: (name, request, deadline) => link.unary(name, request, deadline),
    ask: (call, asker) => stream.ask(call, asker),
    get healthy() {
      return stream.healthy;
    },
    async close(graceMs) {
      await stream.close(graceMs);
      link.close();
    },
  };
}
