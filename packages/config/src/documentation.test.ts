import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { configurationPage } from './documentation.ts';
import { loadConfig } from './load.ts';
import { REDIS_EXAMPLES } from './redis-page.ts';

test('docs/configuration.md is what the schema says ("pnpm docs:config" writes it)', () => {
  const file = join(import.meta.dirname, '../../../docs/configuration.md');
  expect(readFileSync(file, 'utf8')).toBe(configurationPage());
});

test.each(Object.entries(REDIS_EXAMPLES))('the example can be used: %s', (_title, yaml) => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-examples-'));
  try {
    const file = join(directory, 'parley.yaml');
    writeFileSync(file, yaml);
    const environment = { PARLEY_REDIS_PASSWORD: 'a password' };
    expect(loadConfig({ file, environment, flags: [] }).redis.password).toBe('a password');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
