export { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';
export { readForeignFile } from './read-foreign-file.ts';
