import type { Logger } from '@parley/core';
import { requirePositive } from './require-positive.ts';

/** Of a store on a database server. */
export interface ServerOptions {
  /** `postgres://user:password@host:port/database`, or `mysql://…` */
  url: string;
  /** Connections at the most; also how many transactions run at once. Default 10. */
  poolSize?: number;
  /**
   * A statement that takes longer, mostly because another transaction holds its rows, is given up with
   * `unavailable`, in ms. Default 10,000.
   */
  statementTimeoutMs?: number;
  logger: Logger;
}

/** @throws ParleyError `invalid_request`. */
export function withDefaults(options: ServerOptions): Required<ServerOptions> {
  const { url, poolSize = 10, statementTimeoutMs = 10_000, logger } = options;
  requirePositive('poolSize', poolSize);
  requirePositive('statementTimeoutMs', statementTimeoutMs);
  return { url, poolSize, statementTimeoutMs, logger };
}
