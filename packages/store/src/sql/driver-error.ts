import { QueryFailedError } from 'typeorm';

/** What the drivers' errors have; an empty text or 0 stands for what one of them lacks. */
export interface DriverError {
  code: string;
  message: string;
  constraint: string;
  errno: number;
}

/**
 * What a driver or the system threw, out of TypeORM's wrapping. Looks at the fields and not at the
 * class: an error of the system may come from another realm than ours, and better-sqlite3's addon
 * keeps the class of whoever loaded it first in the process.
 */
export function driverError(error: unknown): DriverError | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof cause !== 'object' || cause === null || !('message' in cause)) return undefined;
  return {
    message: String(cause.message),
    code: 'code' in cause ? String(cause.code) : '',
    constraint: 'constraint' in cause ? String(cause.constraint) : '',
    errno: 'errno' in cause ? Number(cause.errno) : 0,
  };
}
