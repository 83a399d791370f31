/** `pnpm bench`: what Parley can do on this machine, and where the time goes. */
import { join } from 'node:path';
import { HELP, parseBenchArguments } from './arguments.ts';
import { runScenarios } from './run-scenarios.ts';
import { againstServer } from './scenarios/against.ts';
import { SCENARIOS } from './scenarios/index.ts';

async function main(argv: readonly string[]): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  let args: ReturnType<typeof parseBenchArguments>;
  try {
    args = parseBenchArguments(argv, new Date().toISOString());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`\n  ${error.message}\n\n`);
    return 2;
  }
  if (args.help) {
    say(HELP);
    return 0;
  }
  const chosen = args.against
    ? [againstServer(args.against)]
    : SCENARIOS.filter(({ id }) => args.scenarios.includes(id));
  const report = await runScenarios(chosen, { ...args, scale: 1, say });
  say(`\nThe report: ${join(args.out, 'report.html')}`);
  return report.results.some(({ status }) => status === 'failed') ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
