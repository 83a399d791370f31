/**
 * Whether a page of this origin may connect. A browser always says the origin and no page can forge
 * it; who says none is no browser, and the token in `hello` is what counts. A page served by the very
 * host that it connects to is allowed, on whichever port.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowedOrigins.includes('*') || allowedOrigins.includes(origin)) return true;
  const from = hostnameOf(origin);
  return from !== undefined && from === hostnameOf(`http://${host ?? ''}`);
}

function hostnameOf(url: string): string | undefined {
  return URL.parse(url)?.hostname || undefined;
}
