import { invalid, type Logger } from '@parley/core';

export interface EtcdRegistryOptions {
  /** etcd's client URLs, `http://host:port` or `https://host:port`; one suffices to find the cluster. */
  hosts: readonly string[];
  /** What all keys begin with, so that two clusters can share an etcd. Default `parley`. */
  prefix?: string;
  /**
   * How long the entries of a dead process stay, in ms; etcd counts in whole seconds, so at least 1000,
   * and a part of a second is rounded up. Renewed three times as often. Default 10000.
   */
  leaseMs?: number;
  /** How long one request to etcd may take, in ms. Default 5000. */
  requestTimeoutMs?: number;
  logger: Logger;
}

export type EtcdSettings = Required<EtcdRegistryOptions>;

const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._/-]*[A-Za-z0-9]$|^[A-Za-z0-9]$/;

/** @throws ParleyError `invalid_request` naming the option. */
export function settingsOf(options: EtcdRegistryOptions): EtcdSettings {
  const { hosts, prefix = 'parley', leaseMs = 10_000, requestTimeoutMs = 5000, logger } = options;
  if (hosts.length === 0) throw invalid('hosts', hosts, 'at least one URL of etcd');
  for (const host of hosts) {
    if (!/^https?:\/\/[^/]+:\d+$/.test(host)) {
      throw invalid('hosts', host, 'http://host:port or https://host:port');
    }
  }
  if (!PREFIX.test(prefix)) {
    throw invalid(
      'prefix',
      prefix,
      'letters, digits and . _ - /, with a letter or digit at each end',
    );
  }
  for (const [field, ms] of Object.entries({ leaseMs, requestTimeoutMs })) {
    const leastMs = field === 'leaseMs' ? 1000 : 1;
    if (!Number.isFinite(ms) || ms < leastMs) throw invalid(field, ms, `ms, at least ${leastMs}`);
  }
  return {
    hosts,
    prefix,
    leaseMs: Math.ceil(leaseMs / 1000) * 1000,
    requestTimeoutMs,
    logger,
  };
}
