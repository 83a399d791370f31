import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import { withMachineLock } from './machine-lock.ts';

export interface EnsureProgramOptions {
  /** Looked through before Debian's own folders. Default: PATH. */
  path?: string;
  /** Whether packages may be installed. Default: as root, where apt-get is. */
  mayInstall?: boolean;
}

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** Whether `ensureProgram` can install packages here: root, on Debian or a relative of it. */
export function canInstall(path?: string): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get', path) !== undefined;
}

/**
 * The path of a program, installing its Debian package once if that is possible. Test processes that
 * ask at the same moment wait for each other, as apt-get does not.
 *
 * @throws Error that names the package and the compose file, when the program is missing and stays so.
 */
export async function ensureProgram(
  program: string,
  debianPackage: string,
  options: EnsureProgramOptions = {},
): Promise<string> {
  const { path, mayInstall = canInstall(path) } = options;
  const found = findProgram(program, path);
  if (found !== undefined) return found;
  if (!mayInstall) throw missing(program, debianPackage);
  return await withMachineLock('parley-apt-get', INSTALL_TIMEOUT_MS, async () => {
    const installed = findProgram(program, path);
    if (installed !== undefined) return installed;
    await install(debianPackage, path).catch((error: unknown) => {
      throw missing(program, debianPackage, error);
    });
    const now = findProgram(program, path);
    if (now === undefined) throw missing(program, debianPackage);
    return now;
  });
}

async function install(debianPackage: string, path: string | undefined): Promise<void> {
  const aptGet = findProgram('apt-get', path) ?? 'apt-get';
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    // Debian starts a server as it installs it, except in single-user mode; tests start their own.
    RUNLEVEL: '1',
  };
  const options = { env, timeout: INSTALL_TIMEOUT_MS };
  await run(aptGet, ['update', '-qq'], options);
  await run(aptGet, ['install', '-y', '-qq', '--no-install-recommends', debianPackage], options);
}

function missing(program: string, debianPackage: string, cause?: unknown): Error {
  const why = cause === undefined ? '' : ' and installing it failed';
  return new Error(
    `${program} is not on this machine${why}. On Debian: apt-get install ${debianPackage}; ` +
      'elsewhere docker/compose.backends.yaml brings it.',
    { cause },
  );
}
