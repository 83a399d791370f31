import { invalid } from '@parley/core';
import type { Instance, ServiceName } from './registry.ts';

const SERVICES: readonly ServiceName[] = ['api', 'connect', 'logic', 'task'];
// No slash: an adapter may make the name a part of a path.
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const ADDRESS = /^(\[[0-9A-Fa-f:.]+\]|[^\s:/[\]]+):(\d{1,5})$/;

/** @throws ParleyError `invalid_request` naming the field. */
export function checkInstance({ service, instanceId, address, meta }: Instance): void {
  checkService(service);
  checkName('instanceId', instanceId);
  const port = Number(ADDRESS.exec(address)?.[2] ?? 0);
  if (port < 1 || port > 65_535) {
    throw invalid('address', address, 'host:port, with a port of 1 to 65535');
  }
  for (const [key, value] of Object.entries(meta)) {
    if (typeof value !== 'string') throw invalid(`meta.${key}`, value, 'a string');
  }
}

/** @throws ParleyError `invalid_request` naming the field. */
export function checkService(service: ServiceName): void {
  if (!SERVICES.includes(service)) throw invalid('service', service, SERVICES.join(', '));
}

/** @throws ParleyError `invalid_request` naming the field. */
export function checkSlots(name: string, count: number): void {
  checkName('name', name);
  if (!Number.isInteger(count) || count < 1) throw invalid('count', count, 'an integer from 1 on');
}

function checkName(field: string, value: string): void {
  if (!NAME.test(value)) {
    throw invalid(
      field,
      value,
      '1 to 128 letters, digits and . _ : - that start with neither sign',
    );
  }
}
