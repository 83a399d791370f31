/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

/** Reads `host:port`; an IPv6 address may stand in brackets. Undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  const [, bracketed, bare, digits] = /^(?:\[([^\][]+)\]|([^\][\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? bare;
  const port = Number(digits);
  return host && port > 0 && port < 65_536 ? { host, port } : undefined;
}

/** @throws Error for what a server said that is none. */
export function toAddress(text: string): Address {
  const address = parseAddress(text);
  if (!address) throw new Error(`Redis names a server "${text}", which is no host:port`);
  return address;
}

export function formatAddress({ host, port }: Address): string {
  return `${host}:${port}`;
}
