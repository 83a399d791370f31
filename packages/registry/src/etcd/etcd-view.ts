import { isDeepStrictEqual } from 'node:util';
import { backoffMs, Emitter, type Logger, sleep } from '@parley/core';
import type { IKeyValue } from 'etcd3';
import type { Instance, InstanceWatch, ServiceName } from '../registry.ts';
import type { EtcdConnection } from './connection.ts';
import { decodeInstance, servicePrefix } from './keys.ts';
import type { EtcdSettings } from './options.ts';

/**
 * A view of one service: a listing, then the stream of changes after it. Every `leaseMs` it is listed
 * anew, which mends whatever a stream may miss in silence: a half-dead connection, a member of etcd
 * without its cluster, an etcd that was restored from an older copy.
 *
 * After an interruption, instances that are not listed stay for one more `leaseMs`: etcd may have lost
 * their leases, and they are about to register again.
 */
export class EtcdView implements InstanceWatch {
  private readonly connection: EtcdConnection;
  /** What all keys of the registry begin with, and those of this service. */
  private readonly root: string;
  private readonly prefix: string;
  private readonly leaseMs: number;
  private readonly logger: Logger;
  private readonly stop = new AbortController();
  private readonly changes = new Emitter<void>();
  private instances: ReadonlyMap<string, Instance> = new Map();
  private following: Promise<void> = Promise.resolve();

  /** Resolves when the first listing is there. */
  static async open(
    connection: EtcdConnection,
    settings: EtcdSettings,
    service: ServiceName,
  ): Promise<EtcdView> {
    const view = new EtcdView(connection, settings, service);
    const revision = await view.refresh('exactly');
    view.following = view.follow(revision);
    return view;
  }

  private constructor(connection: EtcdConnection, settings: EtcdSettings, service: ServiceName) {
    this.connection = connection;
    this.root = settings.prefix;
    this.prefix = servicePrefix(settings.prefix, service);
    this.leaseMs = settings.leaseMs;
    this.logger = settings.logger.child({ service });
  }

  get current(): ReadonlyMap<string, Instance> {
    return this.instances;
  }

  readonly onChange = this.changes.subscribe;

  async close(): Promise<void> {
    this.stop.abort();
    await this.following;
  }

  private async follow(firstRevision: string): Promise<void> {
    const { signal } = this.stop;
    let revision: string | undefined = firstRevision;
    let failures = 0;
    while (!signal.aborted) {
      try {
        revision ??= await this.refresh(failures > 0 ? 'keeping the missing' : 'exactly');
        if (failures > 0) this.logger.info({ failures }, 'the registry is back');
        failures = 0;
        const untilRefresh = AbortSignal.any([signal, AbortSignal.timeout(this.leaseMs)]);
        await this.connection.follow(this.prefix, revision, untilRefresh, this.onEvent);
      } catch (error) {
        failures += 1;
        if (failures === 1) {
          this.logger.warn({ err: error }, 'the registry is away; going on with what is known');
        }
        await sleep(backoffMs(failures, this.backoff()), signal);
      }
      revision = undefined;
    }
  }

  /** @returns the revision of the listing that is now the state. */
  private async refresh(how: 'exactly' | 'keeping the missing'): Promise<string> {
    const { revision, entries } = await this.connection.list(this.prefix);
    const next = new Map(how === 'exactly' ? [] : this.instances);
    for (const entry of entries) {
      const instance = this.decode(entry);
      if (instance) next.set(instance.instanceId, instance);
    }
    if (!this.stop.signal.aborted) this.replace(next);
    return revision;
  }

  private readonly onEvent = (type: 'Put' | 'Delete', entry: IKeyValue): void => {
    if (this.stop.signal.aborted) return;
    const next = new Map(this.instances);
    const instance = type === 'Put' ? this.decode(entry) : undefined;
    if (instance) next.set(instance.instanceId, instance);
    else next.delete(entry.key.toString().slice(this.prefix.length));
    this.replace(next);
  };

  private replace(next: ReadonlyMap<string, Instance>): void {
    if (isDeepStrictEqual(next, this.instances)) return;
    this.instances = next;
    this.changes.emit();
  }

  /** An entry that is none of ours is left out: one bad writer must not blind everybody. */
  private decode({ key, value }: IKeyValue): Instance | undefined {
    try {
      return decodeInstance(this.root, key, value);
    } catch (error) {
      this.logger.error({ err: error, key: key.toString() }, 'a registry entry is not readable');
      return undefined;
    }
  }

  private backoff() {
    return { firstMs: 100, maxMs: this.leaseMs / 2, jitter: 0.5 };
  }
}
