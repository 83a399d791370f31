import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whom root runs a server as that refuses to run as root: the first of `names` that exists, else `nobody`. */
export async function unprivilegedUser(
  ...names: readonly string[]
): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of [...names, 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // No such user; try the next.
    }
  }
  throw new Error(`This server does not run as root, and there is no user ${names[0]} or nobody.`);
}
