import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ConfigError } from '@parley/config';
import { createSite } from '../site.ts';
import type { StartModule } from './module.ts';
import { explainTakenPort } from './taken-port.ts';

// src/ and dist/ lie at the same depth, so the path holds for both.
const SITE_DIRECTORY = join(import.meta.dirname, '../../../../site/dist');

export const startSite: StartModule = async platform => {
  const { config, logger, version } = platform;
  const { host, port } = config.site;
  if (!existsSync(join(SITE_DIRECTORY, 'index.html'))) {
    throw new ConfigError('site', 'The chat page is not built: run "pnpm build" first.');
  }
  const site = createSite({
    directory: SITE_DIRECTORY,
    apiUrl: config.site.apiUrl,
    connectUrls: config.site.connectUrls,
    apiPort: config.api.port,
    connectPort: config.connect.port,
    demo: config.demo,
    version,
    logger: logger.child({ module: 'site' }),
    ops: platform.ops,
  });
  platform.lifecycle.onClose('site', () => site.close());
  await explainTakenPort('site.port', port, () => site.listen({ host, port }));
  const { port: listening } = site.server.address() as AddressInfo;
  return [{ name: 'Chat page', url: `http://${host}:${listening}` }];
};
