import Database from 'better-sqlite3';

/** How long a statement waits for another process that writes to the same file. */
export const BUSY_TIMEOUT_MS = 5_000;

/**
 * A connection of the thread that writes, on a file that is migrated. synchronous=FULL: SQLite syncs
 * the log before it lets other connections see the commit. So what is answered, and what anybody reads
 * of it, is on the disk.
 */
export function openForWriting(file: string): Database.Database {
  const handle = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  handle.pragma('synchronous = FULL');
  return handle;
}
