import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ParleyError } from '@parley/core';
import { type ChaosOptions, parseChaosOptions } from './options.ts';
import { htmlOf } from './report/html.ts';
import { summaryOf } from './report/summary.ts';
import { runChaos } from './run-chaos.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** The usual code of a program that Ctrl-C has ended. */
const STOPPED = 130;

/** `pnpm chaos`: resolves to the exit code. */
async function main(options: ChaosOptions): Promise<number> {
  const broken = new AbortController();
  const stop = () => {
    // Whoever insists: the processes notice that this one has gone, and end too.
    if (broken.signal.aborted) process.exit(STOPPED);
    print('Stopping everything …');
    broken.abort(new Error('stopped'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  print(
    `Seed ${options.seed}; the same run again: pnpm chaos --seconds ${options.seconds} --seed ${options.seed}`,
  );
  try {
    const report = await runChaos(options, print, broken.signal);
    await writeFile(join(options.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(join(options.out, 'report.html'), htmlOf(report));
    print(`${summaryOf(report)}\nReport: ${join(options.out, 'report.html')}\n`);
    return report.ok ? 0 : 1;
  } catch (error) {
    if (broken.signal.aborted) return STOPPED;
    throw error;
  }
}

try {
  process.exitCode = await main(parseChaosOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ParleyError) || error.code !== 'invalid_request') throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
