import { invalid } from '@parley/core';
import { checkInstance } from '../check.ts';
import type { Instance, ServiceName } from '../registry.ts';

/** Where everything lies: `<prefix>/services/<service>/<instanceId>` and `<prefix>/slots/<name>/<n>`. */
export function servicePrefix(prefix: string, service: ServiceName): string {
  return `${prefix}/services/${service}/`;
}

export function slotPrefix(prefix: string, name: string): string {
  return `${prefix}/slots/${name}/`;
}

export function instanceKey(prefix: string, { service, instanceId }: Instance): string {
  return servicePrefix(prefix, service) + instanceId;
}

export function encodeInstance(instance: Instance): string {
  return JSON.stringify(instance);
}

/** @throws an error that says what is wrong: it is no JSON, no instance, or lies under another's key. */
export function decodeInstance(prefix: string, key: Buffer, value: Buffer): Instance {
  const { service, instanceId, address, meta } = JSON.parse(value.toString()) as Instance;
  const instance = { service, instanceId, address, meta };
  checkInstance(instance);
  const expected = instanceKey(prefix, instance);
  if (key.toString() !== expected) throw invalid('key', key.toString(), expected);
  return instance;
}
