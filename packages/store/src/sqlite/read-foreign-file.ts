import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * What a query finds in the SQLite file of another program, which is only read.
 * @throws Error when there is no such file, or it is none of SQLite's, or has not what is asked for.
 */
export function readForeignFile(file: string, query: string): Record<string, unknown>[] {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return database.prepare<[], Record<string, unknown>>(query).all();
  } finally {
    database.close();
  }
}
