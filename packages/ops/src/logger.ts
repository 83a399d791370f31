import type { Logger } from '@parley/core';
import { type DestinationStream, pino } from 'pino';
import { build as prettyStream } from 'pino-pretty';

export interface LoggerOptions {
  /** The least level that is written. Default `info`. */
  level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Coloured lines for a person instead of JSON. Default false. */
  pretty?: boolean;
  /** Fields of every line, such as the module and the instance. Default none. */
  base?: Record<string, unknown>;
  /** Where the lines go. Default standard output. */
  destination?: NodeJS.WritableStream & DestinationStream;
}

/** Fields that never reach the log, at the top, inside an object, and one deeper. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'refreshToken',
  'password',
  'secret',
];

/**
 * The program's logger: one JSON object a line, written before the call returns, so that the last
 * lines of a crash are there. Fields that hold a secret are replaced by `[redacted]`.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', pretty = false, base = {}, destination = process.stdout } = options;
  const settings = {
    level,
    base,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap(field => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
  };
  if (!pretty) return pino(settings, destination);
  return pino(settings, prettyStream({ destination, sync: true, ignore: 'pid,hostname' }));
}
