import type { Binding } from '@parley/contracts';
import { Batcher, type Logger, type ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  logger: Logger;
}

/** Tells logic of sockets that are gone, those of one tick together. */
export class Goodbyes {
  private readonly ports: Ports;
  private readonly batcher = new Batcher<Binding>(bindings => this.tell(bindings));
  private readonly underWay = new Set<Promise<void>>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  add(binding: Binding): void {
    this.batcher.add(binding);
  }

  /** Resolves when logic has been told of all. */
  async close(): Promise<void> {
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
