import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
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
  const server = createServer(
    createSite({
      directory: SITE_DIRECTORY,
      apiUrl: config.site.apiUrl,
      connectUrls: config.site.connectUrls,
      apiPort: config.api.port,
      connectPort: config.connect.port,
      demo: config.demo,
      version,
      logger: logger.child({ module: 'site' }),
      ops: platform.ops,
    }),
  );
  await explainTakenPort('site.port', port, async () => {
    server.listen(port, host);
    await once(server, 'listening');
  });
  platform.lifecycle.onClose('site', async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const { port: listening } = server.address() as AddressInfo;
  return [{ name: 'Chat page', url: `http://${host}:${listening}` }];
};
