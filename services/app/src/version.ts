import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parley's version, from its own package.json (src/ and dist/ lie at the same depth). */
export function readVersion(): string {
  const file = join(import.meta.dirname, '../package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
