import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ParleyError } from '@parley/core';
import type { Database } from 'better-sqlite3';

/**
 * Makes what was committed durable without standing still for it. A commit writes to the write-ahead
 * log and returns (synchronous=NORMAL); `fdatasync` of that file runs on a thread of its own, and one
 * covers every commit before it. Whoever waits for `settled` before telling anybody keeps the promise
 * of synchronous=FULL: what a power cut takes, nobody has heard of. Why that is so:
 *
 * - A commit has handed its pages to the kernel when it returns, at NORMAL too. A killed process loses none.
 * - A sync covers what was committed before it began, no more: that is the count which is safe then.
 * - Recovery takes the log up to its last whole commit. So a commit that is on the disk comes with all
 *   before it, and one of which half is there never happened.
 * - The log is written from its beginning again only after a checkpoint, which at NORMAL syncs the log
 *   before it copies and the database before the log is reused.
 * - The log is the same file as long as this connection is open: a checkpoint may cut it, not replace it.
 * - What the writer's connection has committed needs no sync here: it is on the disk before it can be read.
 *
 * The locks of SQLite are on other files, so opening and closing this one disturbs none.
 */
export class Disk {
  private readonly changes: () => number;
  private readonly file: Pick<FileHandle, 'datasync' | 'close'>;
  /** Of `changes`: up to here everything is on the disk. */
  private safe = -1;
  private syncing: Promise<void> | undefined;
  /** A disk that failed to keep something once may say afterwards that it has kept it. */
  private failure: ParleyError | undefined;

  /** @param changes counts what was written through the connection */
  constructor(changes: () => number, file: Pick<FileHandle, 'datasync' | 'close'>) {
    this.changes = changes;
    this.file = file;
  }

  /** @param database the file of the database; its log has to exist */
  static async open(handle: Database, database: string): Promise<Disk> {
    const folder = await open(dirname(database), 'r');
    try {
      // Without its entry in the folder the log could not be found again.
      await folder.sync();
    } finally {
      await folder.close();
    }
    const totalChanges = handle.prepare<[], number>('SELECT total_changes()').pluck();
    return new Disk(() => totalChanges.get() ?? 0, await open(`${database}-wal`, 'r+'));
  }

  /**
   * Resolves when everything that this connection has written until now is on the disk.
   * @throws ParleyError `unavailable` from the first failure on.
   */
  async settled(): Promise<void> {
    const upTo = this.changes();
    while (this.safe < upTo) {
      if (this.failure) throw this.failure;
      this.syncing ??= this.sync();
      await this.syncing;
    }
  }

  async close(): Promise<void> {
    await this.syncing;
    await this.file.close();
  }

  /** Never rejects: who waits looks at `failure`. */
  private async sync(): Promise<void> {
    const upTo = this.changes();
    try {
      await this.file.datasync();
      this.safe = upTo;
    } catch (error) {
      const message = 'The disk did not keep what was written.';
      this.failure = new ParleyError('unavailable', message, {}, error);
    }
    this.syncing = undefined;
  }
}
