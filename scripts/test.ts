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
if (only === undefined) for (const [name, command, ...args] of steps) runStep(name, command, args);

/** Counts of one run of jest. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs the tests whose files match, and returns the runner's own counts. */
function runTests(pattern: string, workers: number): Counts {
  rmSync(results, { force: true });
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--ci',
    `--maxWorkers=${workers}`,
    '--json',
    `--outputFile=${results}`,
    pattern,
  ];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const counts = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>;
  const passed = counts.numPassedTests ?? 0;
  // A file that could not be run has no tests to count; it is a failure all the same.
  const failures = (counts.numFailedTests ?? 0) + (counts.numRuntimeErrorTestSuites ?? 0);
  const isGreen = status === 0 && passed > 0;
  return {
    passed,
    failed: isGreen ? failures : Math.max(1, failures),
    skipped: counts.numPendingTests ?? 0,
  };
}

/**
 * Two files at a time; then one by one what measures how soon something is over, and would measure its
 * neighbour instead.
 */
const ALONE = '\\.alone\\.test\\.ts$';
const parts: readonly (readonly [pattern: string, workers: number])[] =
  only === undefined
    ? [
        [`^(?!.*${ALONE})`, 2],
        [ALONE, 1],
      ]
    : [[only, 2]];

process.stdout.write('▸ tests\n');
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const [part, workers] of parts) {
  const { passed, failed, skipped } = runTests(part, workers);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
