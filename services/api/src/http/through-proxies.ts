import type { IncomingMessage } from 'node:http';

/**
 * Who calls, and by which name we were called, as seen through `proxies` of our own. Each of them adds to the
 * end of X-Forwarded-For whom it was called by; what stands further to the front anybody can have
 * written.
 */
export function addressOf(req: IncomingMessage, proxies: number): string {
  const caller = req.socket.remoteAddress ?? '';
  if (proxies === 0) return caller;
  const forwarded = headerOf(req, 'x-forwarded-for');
  const hops = [...(forwarded?.split(',').map(hop => hop.trim()) ?? []), caller];
  return hops.at(-1 - proxies) ?? hops[0] ?? caller;
}

/** Without the port. */
export function hostnameOf(req: IncomingMessage, proxies: number): string {
  const forwarded = proxies > 0 ? headerOf(req, 'x-forwarded-host') : undefined;
  const host = forwarded?.split(',', 1)[0]?.trim() ?? req.headers.host ?? '';
  return URL.parse(`http://${host}`)?.hostname ?? '';
}

function headerOf(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
