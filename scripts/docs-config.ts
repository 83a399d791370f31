/** Writes docs/configuration.md from the schema of the settings. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from '@parley/config';

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), configurationPage());
