import type { Logger } from '@parley/core';

export interface Line {
  level: 'debug' | 'info' | 'warn' | 'error';
  fields: Record<string, unknown>;
  message: string;
}

/** A logger that keeps what it is told. */
export function recordingLogger(): { lines: Line[]; logger: Logger } {
  const lines: Line[] = [];
  const keep = (level: Line['level']) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, fields, message });
  };
  const logger: Logger = {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    child: () => logger,
  };
  return { lines, logger };
}
