import { readFileSync } from 'node:fs';
import { ConfigError } from '@parley/config';

/** The text of a file that a setting names. @throws ConfigError */
export function readPem(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(key, `${key}: the file ${file} cannot be read.`);
  }
}
