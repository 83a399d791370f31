import type { Database } from 'better-sqlite3';

const INTERVAL_MS = 1_000;
/** An interval with fewer rows written than this is quiet. */
const QUIET_ROWS = 1_000;
/**
 * The valve for a load that is never quiet: the commit that finds this many pages (128 MiB) in the log
 * copies them back itself. A checkpoint takes some 50 ms whatever its size, for it writes each page
 * once; this rare it is less than one commit in a hundred even at full load.
 */
const AUTOCHECKPOINT_PAGES = 32_768;
/**
 * The log file keeps this size, which is above the valve: a sync of a file that grows costs more than
 * one of a file that is written over (a fifth of all commits' time), and cutting it costs again.
 */
const LOG_FILE_BYTES = 167_772_160;

/**
 * Copies the write-ahead log back into the file while little is written, so that commits do not have
 * to; on the thread that writes, where it holds up no socket. Returns what stops it; closing the last
 * connection copies the rest by itself.
 */
export function startCheckpointer(
  handle: Database,
  onFailure: (message: string) => void,
): () => void {
  handle.pragma(`wal_autocheckpoint = ${AUTOCHECKPOINT_PAGES}`);
  handle.pragma(`journal_size_limit = ${LOG_FILE_BYTES}`);
  const rowsHere = handle.prepare<[], number>('SELECT total_changes()').pluck();
  // Counts what other connections have committed since it was last asked as one.
  const elsewhere = handle.prepare<[], number>('PRAGMA data_version').pluck();
  const written = () => (rowsHere.get() ?? 0) + (elsewhere.get() ?? 0);
  let copied = written();
  let before = copied;
  const timer = setInterval(() => {
    const rows = written();
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
