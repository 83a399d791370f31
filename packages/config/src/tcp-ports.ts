import { ConfigError } from './config-error.ts';
import type { Config } from './schema.ts';

const KEY = 'connect.tcpPorts';
const DEMO_PORTS = [7001, 7002];
const MAX_PORT = 65_535;

/**
 * The ports that connect opens for TCP; 0 takes a free one.
 * @throws ConfigError for what is no port, comes twice or is the port of the WebSockets.
 */
export function tcpPorts({ connect, demo }: Pick<Config, 'connect' | 'demo'>): readonly number[] {
  const given = connect.tcpPorts;
  const [only] = given;
  if (given.length === 1 && only === 'auto') {
    return demo ? DEMO_PORTS.filter(port => port !== connect.port) : [];
  }
  if (given.length === 0 || (given.length === 1 && only === 'none')) return [];
  const ports = given.map(readPort);
  for (const [i, port] of ports.entries()) {
    if (port === 0) continue;
    if (ports.indexOf(port) < i) throw refused('each port once', String(port), ' twice');
    if (port === connect.port) throw refused('another port than connect.port', String(port));
  }
  return ports;
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw refused(`port numbers 0…${MAX_PORT}, or auto or none alone`, `"${text}"`);
}

function refused(expected: string, got: string, more = ''): ConfigError {
  return new ConfigError(KEY, `${KEY}: expected ${expected}, got ${got}${more}.`);
}
