import type { Reply__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import { fromRpcError, NotSentError } from './errors.ts';
import type { ExchangeCall, LogicExchange } from './logic-gateway.ts';
import type { LogicPeer, NumberedCall } from './logic-peer.ts';
import type { PeerSet } from './peer-set.ts';
import type { Asker } from './pending-calls.ts';

/** Where the answer to a call lies in its reply. */
const ANSWERS = {
  send: 'send',
  history: 'history',
  mark: 'done',
  open: 'open',
  heads: 'heads',
  membership: 'membership',
  close: 'done',
  occupy: 'occupy',
  newest: 'newest',
  touch: 'touch',
  presence: 'presence',
  positions: 'positions',
  guestSend: 'send',
  guestPull: 'guestPull',
} as const satisfies Record<keyof LogicExchange, keyof Reply__Output>;

/** A call on its way: to the instance that its key belongs to, or to another one if it never left. */
export class LogicCall<K extends keyof LogicExchange> implements Asker<Reply__Output> {
  private readonly peers: Pick<PeerSet<LogicPeer>, 'forKey'>;
  private readonly kind: K;
  private readonly call: ExchangeCall<K>;
  private readonly key: string;
  private readonly asker: Asker<LogicExchange[K]>;
  private peer: LogicPeer | undefined;
  private tried: Set<LogicPeer> | undefined;

  constructor(
    peers: Pick<PeerSet<LogicPeer>, 'forKey'>,
    kind: K,
    call: ExchangeCall<K>,
    key: string,
    asker: Asker<LogicExchange[K]>,
  ) {
    this.peers = peers;
    this.kind = kind;
    this.call = call;
    this.key = key;
    this.asker = asker;
  }

  send(): void {
    const peer = this.peers.forKey(this.key, this.tried);
    this.peer = peer;
    if (peer === undefined) this.asker.refused(noInstance());
    else peer.ask(numbered(this.kind, this.call), this);
  }

  answered(reply: Reply__Output): void {
    const answer = reply[ANSWERS[this.kind]];
    if (reply.error) this.asker.refused(fromRpcError(reply.error));
    // As in `numbered`, the other way.
    else if (answer) this.asker.answered(answer as LogicExchange[K]);
    else this.asker.refused(wrongKind(this.kind));
  }

  refused(error: ParleyError): void {
    if (!(error instanceof NotSentError) || this.peer === undefined) {
      this.asker.refused(error);
      return;
    }
    this.tried = (this.tried ?? new Set()).add(this.peer);
    this.send();
  }
}

/**
 * The one place where a kind and its call become a message: TypeScript cannot see that they match. The
 * stream puts in the id.
 */
function numbered(kind: keyof LogicExchange, call: object): NumberedCall {
  // By far the most; a name that is only known now costs 0.1 µs.
  if (kind === 'send') return { id: 0, send: call };
  return { id: 0, [kind]: call };
}

export function noInstance(): ParleyError {
  return new ParleyError('unavailable', 'The service cannot be reached.');
}

function wrongKind(kind: string): ParleyError {
  return new ParleyError('internal', `The answer to ${kind} is of another kind.`);
}
