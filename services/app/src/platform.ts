import type { Config } from '@parley/config';
import type { Logger } from '@parley/core';
import {
  type Check,
  createMetrics,
  type OpsHandler,
  type OpsOptions,
  opsHandler,
} from '@parley/ops';
import type { Queue } from '@parley/queue';
import type { Registry } from '@parley/registry';
import { createLocalTransport, type LocalTransport, type TierCredentials } from '@parley/rpc';
import type { SessionStore } from '@parley/session-store';
import type { Store } from '@parley/store';
import { queues, registries, sessionStores, stores } from './adapters.ts';
import type { ModuleName } from './arguments.ts';
import type { Lifecycle } from './lifecycle.ts';
import { tierCredentials } from './secrets.ts';
import { readVersion } from './version.ts';

/**
 * What the modules of one process share. An adapter is opened when the first module asks for it and
 * closed with the process, so `--module all` is a cluster whose nodes happen to share adapters.
 */
export class Platform {
  readonly module: ModuleName;
  /** Whether this process is one of several workers, which share its port. */
  readonly isWorker: boolean;
  readonly config: Config;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly version = readVersion();
  readonly metrics: ReturnType<typeof createMetrics> = createMetrics();
  readonly credentials: TierCredentials;
  /** Whom nobody but this process can find need not be reached over the network. */
  readonly local: LocalTransport | undefined;
  readonly opsOptions: OpsOptions;
  /** Answers /livez, /readyz, /version and /metrics on whichever server it is mounted. */
  readonly ops: OpsHandler;
  private readonly checks: Record<string, Check> = {};
  private readonly opened = new Map<string, Promise<{ close(): Promise<void> }>>();

  constructor(
    module: ModuleName,
    config: Config,
    logger: Logger,
    lifecycle: Lifecycle,
    isWorker = false,
  ) {
    this.module = module;
    this.isWorker = isWorker;
    this.config = config;
    this.logger = logger;
    this.lifecycle = lifecycle;
    this.credentials = tierCredentials(config);
    this.local = config.registry.kind === 'memory' ? createLocalTransport() : undefined;
    this.opsOptions = {
      metrics: this.metrics,
      name: `parley-${module}`,
      version: this.version,
      ready: this.checks,
    };
    this.ops = opsHandler(this.opsOptions);
  }

  /** The process is ready when every check says so. */
  addCheck(name: string, check: Check): void {
    this.checks[name] = check;
  }

  registry(): Promise<Registry> {
    const open = registries[this.config.registry.kind];
    return this.once('registry', () => open(this.config, this.logger));
  }

  queue(): Promise<Queue> {
    const open = queues[this.config.queue.kind];
    return this.once('queue', () => open(this.config, this.logger));
  }

  sessionStore(): Promise<SessionStore> {
    const open = sessionStores[this.config.sessionStore.kind];
    return this.once('session store', () => open(this.config, this.logger));
  }

  store(): Promise<Store> {
    const open = stores[this.config.store.kind];
    return this.once('store', () => open(this.config, this.logger));
  }

  private once<T extends { close(): Promise<void> }>(
    name: string,
    open: () => Promise<T>,
  ): Promise<T> {
    const known = this.opened.get(name);
    // Each name is opened by one method above, so what is kept under it is what that one opened.
    if (known) return known as Promise<T>;
    const opening = open().then(adapter => {
      this.lifecycle.onClose(name, () => adapter.close());
      return adapter;
    });
    this.opened.set(name, opening);
    return opening;
  }
}
