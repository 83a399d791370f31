/**
 * Everything that decides whether Parley may ship: `pnpm test`. Types, lint, dead code, generated code,
 * the page's build, then every test. `pnpm test --only <pattern>` runs the tests alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const results = join(root, 'coverage/jest.json');
const [option, pattern] = process.argv.slice(2);
const only = option === '--only' ? pattern : undefined;

/** Build artefacts that tests run come first; then what is quick to fail. */
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['build', 'tsc', '-b'],
  ['types of tests and scripts', 'tsc', '-p', 'tsconfig.test.json'],
  ['types of the page', 'tsc', '-p', 'site/tsconfig.json'],
  ['format and lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['type-aware lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['dead code', 'knip'],
  ['generated code', process.execPath, 'scripts/proto.ts', '--check'],
  ['the page', 'site/node_modules/.bin/vite', 'build', 'site', '--logLevel', 'warn'],
];

function runStep(name: string, command: string, args: readonly string[]): void {
  const startMs = performance.now();
  process.stdout.write(`▸ ${name}\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    process.stdout.write(`  ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stderr.write(`✗ ${name} failed${error ? `: ${error.message}` : ''}\n`);
  process.exit(1);
}

mkdirSync(join(root, 'coverage'), { recursive: true });
rmSync(results, { force: true });
if (only === undefined) for (const [name, command, ...args] of steps) runStep(name, command, args);

process.stdout.write('▸ tests\n');
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--ci',
    '--maxWorkers=2',
    '--json',
    `--outputFile=${results}`,
    ...(only === undefined ? [] : [only]),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
  readFileSync(results, 'utf8'),
) as Record<string, number>;
// A file that could not be run has no tests to count; it is a failure all the same.
const failed = (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0);
const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
process.exitCode = status === 0 && failed === 0 && (numPassedTests ?? 0) > 0 ? 0 : 1;
