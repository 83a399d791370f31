import { startProcess } from '../start-process.ts';
import { MAIN } from './start-node.ts';

/** What a command came to. */
export interface CommandResult {
  code: number | null;
  /** What it wrote, to both of its outputs. */
  output: string;
}

/** Runs `node dist/main …` to its end, with these settings. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const command = { command: process.execPath, args: [MAIN, ...args] };
  const running = await startProcess({ name: args[0] ?? 'parley', ...command, env });
  const { code } = await running.exited;
  return { code, output: running.output() };
}
