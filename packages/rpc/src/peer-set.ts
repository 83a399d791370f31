import { Emitter, type Listener, type Logger, rendezvous, type Unsubscribe } from '@parley/core';
import type { Instance, InstanceWatch, Registry, ServiceName } from '@parley/registry';

/** A connection to one instance. */
export interface Peer {
  /** Whether it can take calls now. */
  readonly healthy: boolean;
  /** Lets calls in hand finish for `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface PeerSetOptions<P extends Peer> {
  registry: Registry;
  service: ServiceName;
  open(instance: Instance): P;
  /** How long calls in hand may take after their instance has vanished. */
  graceMs: number;
  logger: Logger;
}

interface Member<P extends Peer> {
  peer: P;
  address: string;
}

/** Opens a peer for each instance that the registry knows. */
export async function createPeerSet<P extends Peer>(
  options: PeerSetOptions<P>,
): Promise<PeerSet<P>> {
  return new PeerSet(await options.registry.watch(options.service), options);
}

/**
 * One peer per live instance of a service. Whoever picks gets a healthy one if there is any, else one
 * that may become healthy.
 */
export class PeerSet<P extends Peer> {
  private readonly members = new Map<string, Member<P>>();
  private readonly watch: InstanceWatch;
  private readonly options: PeerSetOptions<P>;
  private readonly unsubscribe: Unsubscribe;
  private readonly gone = new Emitter<string>();
  private readonly closing = new Set<Promise<void>>();
  private turn = 0;

  constructor(watch: InstanceWatch, options: PeerSetOptions<P>) {
    this.watch = watch;
    this.options = options;
    this.unsubscribe = watch.onChange(() => this.follow());
    this.follow();
  }

  get(id: string): P | undefined {
    return this.members.get(id)?.peer;
  }

  /** The instances that are registered now. */
  ids(): ReadonlySet<string> {
    return new Set(this.members.keys());
  }

  get healthy(): boolean {
    return this.healthyIds().length > 0;
  }

  /** Called with the id of each instance that has disappeared from the registry. */
  onGone(listener: Listener<string>): Unsubscribe {
    return this.gone.subscribe(listener);
  }

  /** The next in turn, other than those in `except`. */
  next(except?: ReadonlySet<P>): P | undefined {
    const ids = this.candidates(except);
    const id = ids[this.turn++ % ids.length];
    return id === undefined ? undefined : this.get(id);
  }

  /** The one that `key` belongs to by rendezvous hashing, other than those in `except`. */
  forKey(key: string, except?: ReadonlySet<P>): P | undefined {
    const { only } = this;
    if (only) return except?.has(only) ? undefined : only;
    const id = rendezvous(key, this.candidates(except));
    return id === undefined ? undefined : this.get(id);
  }

  async close(): Promise<void> {
    this.unsubscribe();
    for (const id of this.ids()) this.remove(id);
    await Promise.all([this.watch.close(), ...this.closing]);
  }

  private follow(): void {
    const { current } = this.watch;
    const vanished = [...this.members.keys()].filter(id => !current.has(id));
    for (const id of vanished) this.remove(id);
    for (const [id, instance] of current) {
      const member = this.members.get(id);
      if (member?.address === instance.address) continue;
      if (member) this.remove(id);
      this.add(instance);
    }
    for (const id of vanished) {
      this.options.logger.info({ instanceId: id }, 'peer vanished');
      this.gone.emit(id);
    }
  }

  private add(instance: Instance): void {
    const { instanceId, address } = instance;
    try {
      this.members.set(instanceId, { peer: this.options.open(instance), address });
      this.options.logger.info({ instanceId, address }, 'peer appeared');
    } catch (error) {
      // One bad entry must not keep the others from being followed.
      this.options.logger.error({ err: error, instanceId, address }, 'peer cannot be opened');
    }
  }

  private remove(id: string): void {
    const member = this.members.get(id);
    if (member === undefined) return;
    this.members.delete(id);
    const closed = member.peer.close(this.options.graceMs).catch(error => {
      this.options.logger.warn({ err: error, instanceId: id }, 'peer did not close');
    });
    this.closing.add(closed);
    void closed.then(() => this.closing.delete(closed));
  }

  /** When there is one alone nothing has to be chosen, and this is asked for every call. */
  private get only(): P | undefined {
    if (this.members.size !== 1) return undefined;
    const [member] = this.members.values();
    return member?.peer;
  }

  private candidates(except: ReadonlySet<P> | undefined): string[] {
    const healthy = this.healthyIds(except);
    if (healthy.length > 0) return healthy;
    return this.select(peer => !except?.has(peer));
  }

  private healthyIds(except?: ReadonlySet<P>): string[] {
    return this.select(peer => peer.healthy && !except?.has(peer));
  }

  private select(wanted: (peer: P) => boolean): string[] {
    const ids: string[] = [];
    for (const [id, { peer }] of this.members) if (wanted(peer)) ids.push(id);
    return ids;
  }
}
