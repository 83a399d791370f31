import { ParleyError } from '@parley/core';

/** A full, read-only or failing disk, or too many open files: the same may work later. */
const UNAVAILABLE = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ESTALE',
  'EACCES',
]);

/** The code of a system error. Looks at the field and not at the class, which may be another realm's. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return String(error.code);
}

/** An error of the file system as the callers see it; any other is passed on as it is. */
export function toStorageError(error: unknown): unknown {
  if (!UNAVAILABLE.has(systemCode(error) ?? '')) return error;
  return new ParleyError('unavailable', 'The storage for files does not work.', {}, error);
}

export function blobNotFound(key: string): ParleyError {
  return new ParleyError('not_found', 'There is no such file.', {
    field: 'key',
    value: key,
    expected: 'the key of a stored file',
  });
}
