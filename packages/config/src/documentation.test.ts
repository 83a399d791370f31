import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { configurationPage } from './documentation.ts';

test('docs/configuration.md is what the schema says ("pnpm docs:config" writes it)', () => {
  const file = join(import.meta.dirname, '../../../docs/configuration.md');
  expect(readFileSync(file, 'utf8')).toBe(configurationPage());
});
