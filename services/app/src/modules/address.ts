import { hostname } from 'node:os';

/**
 * The address that other tiers are told: what the configuration says (with the port if it leaves it
 * out), else where the server listens; a server that listens everywhere is reached by its host name.
 */
export function advertisedAddress(advertise: string, host: string, port: number): string {
  if (advertise) return /:\d+$/.test(advertise) ? advertise : `${advertise}:${port}`;
  const everywhere = host === '0.0.0.0' || host === '::';
  return `${everywhere ? hostname() : host}:${port}`;
}
