import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { centrifugo } from './centrifugo.ts';
import type { Driver } from './driver.ts';
import { gochat } from './gochat.ts';
import { parley, parleyHttp } from './parley.ts';
import { parleyResume } from './parley-resume.ts';
import { socketIo } from './socket-io.ts';
import { twoEndpoint } from './two-endpoint.ts';

/** The protocols that come with the bench. */
const DRIVERS: Readonly<Record<string, () => Driver>> = {
  parley: () => parley,
  'parley-http': () => parleyHttp,
  'parley-resume': parleyResume,
  'socket.io': () => socketIo,
  centrifugo: () => centrifugo,
  gochat: () => gochat,
  'two-endpoint': () => twoEndpoint,
};

/**
 * A driver by its name, or from a file that exports `driver`.
 * @throws Error when there is neither.
 */
export async function findDriver(name: string): Promise<Driver> {
  const known = DRIVERS[name];
  if (known !== undefined) return known();
  const file = isAbsolute(name) ? name : resolve(name);
  const module = (await import(pathToFileURL(file).href)) as { driver?: Driver };
  if (module.driver === undefined) {
    const names = Object.keys(DRIVERS).join(', ');
    throw new Error(`--driver: expected ${names} or a file that exports "driver", got "${name}".`);
  }
  return module.driver;
}
