import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findProgram } from './find-program.ts';
import { ensureProgram } from './install-package.ts';

describe('findProgram', () => {
  it('finds a program on PATH, and none that is not executable', async () => {
    expect(findProgram('sh')).toMatch(/\/sh$/);
    expect(findProgram('parley-no-such-program')).toBeUndefined();
    const folder = await mkdtemp(join(tmpdir(), 'parley-find-'));
    await writeFile(join(folder, 'parley-plain-file'), '');
    expect(findProgram('parley-plain-file', folder)).toBeUndefined();
    await chmod(join(folder, 'parley-plain-file'), 0o755);
    expect(findProgram('parley-plain-file', folder)).toBe(join(folder, 'parley-plain-file'));
    await rm(folder, { recursive: true });
  });
});

describe('ensureProgram', () => {
  let path: string;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'parley-install-'));
  });

  afterEach(async () => {
    await rm(path, { recursive: true });
  });

  /** A program `apt-get` that writes down how it was called and, on install, does `effect`. */
  async function fakeAptGet(effect: string): Promise<void> {
    const script = `#!/bin/sh\ncd "${path}"\necho "$@" >>calls\n[ "$1" = install ] || exit 0\n${effect}\n`;
    await writeFile(join(path, 'apt-get'), script, { mode: 0o755 });
  }

  const calls = async () => (await readFile(join(path, 'calls'), 'utf8')).trim().split('\n');

  it('returns what is there without installing', async () => {
    await fakeAptGet('exit 1');
    expect(await ensureProgram('sh', 'dash', { path, mayInstall: true })).toMatch(/\/sh$/);
    await expect(calls()).rejects.toThrow('ENOENT');
  });

  it('updates the lists and installs once, whoever asks meanwhile', async () => {
    await fakeAptGet('sleep 0.2; echo "#!/bin/sh" >parley-server; chmod +x parley-server');
    const options = { path, mayInstall: true };
    const found = await Promise.all(
      [1, 2, 3].map(() => ensureProgram('parley-server', 'parley-package', options)),
    );
    expect(new Set(found)).toEqual(new Set([join(path, 'parley-server')]));
    expect(await calls()).toEqual([
      'update -qq',
      'install -y -qq --no-install-recommends parley-package',
    ]);
  });

  it('names the package and the compose file when nothing may be installed', async () => {
    const missing = ensureProgram('parley-server', 'parley-package', { path, mayInstall: false });
    await expect(missing).rejects.toThrow(
      'parley-server is not on this machine. On Debian: apt-get install parley-package; ' +
        'elsewhere docker/compose.backends.yaml brings it.',
    );
  });

  it.each([
    ['fails', 'echo "no such package" >&2; exit 100', /installing it failed/],
    ['does not bring the program', 'exit 0', /not on this machine/],
  ])('says so when the installation %s', async (_what, effect, message) => {
    await fakeAptGet(effect);
    const missing = ensureProgram('parley-server', 'parley-package', { path, mayInstall: true });
    await expect(missing).rejects.toThrow(message);
  });
});
