import { findProgram } from './find-program.ts';
import { canInstall } from './install-package.ts';

/** The servers that tests run against, with what brings them on Debian. */
export const BACKENDS = {
  redis: { program: 'redis-server', debianPackage: 'redis-server' },
  etcd: { program: 'etcd', debianPackage: 'etcd-server' },
  postgres: { program: 'postgres', debianPackage: 'postgresql' },
  mariadb: { program: 'mariadbd', debianPackage: 'mariadb-server' },
} as const;

export type BackendName = keyof typeof BACKENDS;

/**
 * Whether a test file may count on the server: it is installed, or can be. Use it to skip visibly on a
 * laptop: `(canStart('etcd') ? describe : describe.skip)('etcd …', …)`.
 *
 * Always true in CI (`CI` is set), so that a server that is missing there fails instead of skipping.
 */
export function canStart(backend: BackendName): boolean {
  return (
    Boolean(process.env.CI) || canInstall() || findProgram(BACKENDS[backend].program) !== undefined
  );
}
