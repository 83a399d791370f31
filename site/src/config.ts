export interface DemoUser {
  name: string;
  displayName: string;
  password: string;
}

/** What the server tells the page at `/config.json`. */
export interface PageConfig {
  apiUrl?: string;
  connectUrl?: string;
  connectUrls?: readonly string[];
  apiPort: number;
  connectPort: number;
  /** null outside the demo mode. */
  demo: { users: readonly DemoUser[] } | null;
  version: string;
}

/** Throws when the server does not answer or answers with something else. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json: ${response.status}`);
  return (await response.json()) as PageConfig;
}

export interface Addresses {
  apiUrl: string;
  connectUrl: string | readonly string[];
}

/** What the configuration leaves out is the page's own host, with the same kind of protocol. */
export function addressesOf(
  config: PageConfig,
  page: Pick<Location, 'protocol' | 'hostname'>,
): Addresses {
  const secure = page.protocol === 'https:' ? 's' : '';
  const several = config.connectUrls ?? [];
  const ownHost = `ws${secure}://${page.hostname}:${config.connectPort}`;
  return {
    apiUrl: config.apiUrl ?? `http${secure}://${page.hostname}:${config.apiPort}`,
    connectUrl: several.length > 0 ? several : (config.connectUrl ?? ownHost),
  };
}
