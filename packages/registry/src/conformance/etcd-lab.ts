import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { type EtcdServer, startEtcd, startTcpProxy, type TcpProxy } from '@parley/testing';
import { Etcd3 } from 'etcd3';
import { createEtcdRegistry, type EtcdRegistryOptions } from '../etcd/index.ts';
import type { InstanceWatch, Registry } from '../registry.ts';

/** The shortest lease that etcd grants. */
export const LEASE_MS = 1000;
/** What a busy machine may add. */
export const SLACK_MS = 4000;

/** A real etcd for the tests of one file, and whatever a test opens on it. */
export interface EtcdLab {
  readonly etcd: EtcdServer;
  /** A client that goes round the registry, as an operator would. */
  readonly admin: Etcd3;
  /** Of the keys of this test. */
  readonly prefix: string;
  /** A registry as another process would open it. */
  open(options?: Partial<EtcdRegistryOptions>): Registry;
  /** A registry whose link to etcd can fail. */
  openThroughProxy(
    options?: Partial<EtcdRegistryOptions>,
  ): Promise<{ registry: Registry; proxy: TcpProxy }>;
  startProxy(): Promise<TcpProxy>;
  /** Ends the lease of a key under `prefix`, as an operator may. */
  revokeLeaseOf(key: string): Promise<void>;
}

/** Call it inside `describe`: it starts and stops with that block's tests, and closes what they open. */
export function useEtcdLab(): EtcdLab {
  let etcd: EtcdServer;
  let admin: Etcd3;
  let prefix: string;
  const registries: Registry[] = [];
  const proxies: TcpProxy[] = [];

  beforeAll(async () => {
    etcd = await startEtcd();
    admin = new Etcd3({ hosts: etcd.endpoint });
  });

  beforeEach(() => {
    prefix = `test/${randomUUID()}`;
  });

  afterEach(async () => {
    await Promise.all(proxies.map(proxy => proxy.restore()));
    await Promise.all(registries.splice(0).map(registry => registry.close()));
    await Promise.all(proxies.splice(0).map(proxy => proxy.close()));
  });

  afterAll(async () => {
    admin.close();
    await etcd.stop();
  });

  const lab: EtcdLab = {
    get etcd() {
      return etcd;
    },
    get admin() {
      return admin;
    },
    get prefix() {
      return prefix;
    },
    open: (options = {}) => {
      const registry = createEtcdRegistry({
        hosts: [etcd.endpoint],
        prefix,
        leaseMs: LEASE_MS,
        requestTimeoutMs: 1000,
        logger: silentLogger,
        ...options,
      });
      registries.push(registry);
      return registry;
    },
    openThroughProxy: async (options = {}) => {
      const proxy = await lab.startProxy();
      const hosts = [`http://127.0.0.1:${proxy.port}`];
      return { registry: lab.open({ hosts, ...options }), proxy };
    },
    startProxy: async () => {
      const proxy = await startTcpProxy({ target: etcd });
      proxies.push(proxy);
      return proxy;
    },
    revokeLeaseOf: async key => {
      const { kvs } = await admin.get(`${prefix}/${key}`).exec();
      const lease = kvs[0]?.lease;
      if (!lease) throw new Error(`no lease holds ${key}`);
      await admin.leaseClient.leaseRevoke({ ID: lease });
    },
  };
  return lab;
}

export function idsIn(view: InstanceWatch): string[] {
  return [...view.current.keys()].toSorted();
}

/** All that a view shows from now on, as lists of ids. */
export function historyOf(view: InstanceWatch): string[][] {
  const history: string[][] = [];
  view.onChange(() => history.push(idsIn(view)));
  return history;
}
