import type { Database } from 'better-sqlite3';

const INTERVAL_MS = 1_000;
/** An interval with fewer rows written than this is quiet. */
const QUIET_ROWS = 1_000;
/**
 * The valve for a load that is never quiet: the commit that finds this many pages (256 MiB) in the log
 * copies them back itself. A checkpoint takes some 50 ms whatever its size, for it writes each page
 * once; this rare it is less than one commit in a hundred even at full load.
 */
const AUTOCHECKPOINT_PAGES = 65_536;
/** The log file is cut back to this after a load. */
const LOG_FILE_BYTES = 67_108_864;

/**
 * Copies the write-ahead log back into the file while little is written, so that commits do not have
 * to. Returns what stops it; closing the last connection copies the rest by itself.
 */
export function startCheckpointer(
  handle: Database,
  onFailure: (message: string) => void,
): () => void {
  handle.pragma(`wal_autocheckpoint = ${AUTOCHECKPOINT_PAGES}`);
  handle.pragma(`journal_size_limit = ${LOG_FILE_BYTES}`);
  const rowsWritten = handle.prepare<[], number>('SELECT total_changes()').pluck();
  let copied = rowsWritten.get() ?? 0;
  let before = copied;
  const timer = setInterval(() => {
    const rows = rowsWritten.get() ?? 0;
    const quiet = rows - before < QUIET_ROWS;
    before = rows;
    if (!quiet || rows === copied) return;
    try {
      handle.pragma('wal_checkpoint(PASSIVE)');
      copied = rows;
    } catch (error) {
      onFailure(String(error));
    }
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
