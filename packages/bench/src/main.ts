/** `pnpm bench`: what Parley can do on this machine, and where the time goes. */
import { join } from 'node:path';
import { type BenchArguments, HELP, parseBenchArguments } from './arguments.ts';
import { runScenarios } from './run-scenarios.ts';
import { againstServer } from './scenarios/against.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { writeDocs } from './write-docs.ts';

async function main(argv: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    return await carryOut(parseBenchArguments(argv, new Date().toISOString()), say);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`\n  ${error.message}\n\n`);
    return 2;
  }
}

async function carryOut(args: BenchArguments, say: (line: string) => void): Promise<number> {
  if (args.help) {
    say(HELP);
    return 0;
  }
  if (args.writeDocs !== undefined) {
    say(`Written: ${writeDocs(args.writeDocs).join(', ')}`);
    return 0;
  }
  const chosen = args.against
    ? againstServer(args.against)
    : SCENARIOS.filter(({ id }) => args.scenarios.includes(id));
  const report = await runScenarios(chosen, { ...args, scale: 1, say });
  say(`\nThe report: ${join(args.out, 'report.html')}`);
  return report.results.some(({ status }) => status === 'failed') ? 1 : 0;
}

// What a scenario that hung has left behind keeps nobody waiting; its servers end with this process.
process.exit(await main(process.argv.slice(2)));
