import type { Binding } from '@parley/contracts';
import { Batcher, type Logger, type ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { CLOSE, WS_CLOSE } from '@parley/wire';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  /** How long who lost the connection may take to come back before it is told, in ms. */
  offlineGraceMs: number;
  logger: Logger;
}

/** Ends after which nobody is expected back: the person left, signed out, or is here already. */
const FOR_GOOD: ReadonlySet<number> = new Set([
  WS_CLOSE.normal,
  CLOSE.session_revoked,
  CLOSE.replaced,
]);

/**
 * Tells logic of sockets that are gone, those of one tick together. A socket that did not say goodbye
 * stays bound for a moment: who reloads the page or comes back on another node was never away, as
 * others see it.
 */
export class Goodbyes {
  private readonly ports: Ports;
  private readonly batcher = new Batcher<Binding>(bindings => this.tell(bindings));
  private readonly underWay = new Set<Promise<void>>();
  private readonly waiting = new Set<NodeJS.Timeout>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** @param code the one that the socket was closed with */
  add(binding: Binding, code: number): void {
    const { offlineGraceMs } = this.ports;
    if (offlineGraceMs === 0 || FOR_GOOD.has(code)) {
      this.batcher.add(binding);
      return;
    }
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      this.batcher.add(binding);
    }, offlineGraceMs);
    this.waiting.add(timer.unref());
  }

  /**
   * Resolves when logic has been told of all that are not waited for any more. The others are of a node
   * that is gone, as task will see, and have their time to come back from then on.
   */
  async close(): Promise<void> {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
    this.batcher.flushNow();
    await Promise.all(this.underWay);
  }

  private tell(bindings: Binding[]): void {
    const { logic, serverId, logger } = this.ports;
    const call = logic.exchange('close', { serverId, bindings }, serverId).then(
      () => {},
      // They go by their time to live; until then some pushes come here for nobody.
      error => logger.warn({ err: error, sockets: bindings.length }, 'sockets were not unbound'),
    );
    this.underWay.add(call);
    void call.finally(() => this.underWay.delete(call));
  }
}
