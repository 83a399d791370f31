import { createHash } from 'node:crypto';
import { join } from 'node:path';

export type Layout = ReturnType<typeof layoutOf>;

/**
 * Where things are. One blob is one folder with two files, so that a single rename puts both in place
 * or takes both away:
 *
 *     blobs/3f/3f9a…/content     the bytes
 *     blobs/3f/3f9a…/info.json   key, content type, size
 *     incoming/<random>/         a blob on its way in or out
 */
export function layoutOf(directory: string) {
  const incoming = join(directory, 'incoming');
  return {
    incoming,
    shardOf: (key: string) => join(directory, 'blobs', nameOf(key).slice(0, 2)),
    folderOf: (key: string) => join(directory, 'blobs', nameOf(key).slice(0, 2), nameOf(key)),
  };
}

export const CONTENT = 'content';
export const INFO = 'info.json';

/**
 * A hash, not the key: file systems that ignore case would take `a` and `A` for one, and some names
 * are not allowed everywhere.
 */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
