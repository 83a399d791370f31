/** V8 reads it when it starts: set later, it does nothing. */
const FLAG = '--max-semi-space-size';
const MOST_MIB = 8;

/**
 * Starts this program anew, as the same process with the same arguments, so that V8's young generation
 * grows to 20 MiB at most: left alone it grows to 128 while thousands say hello, and stays so. Nothing
 * happens when whoever started it chose a size (in NODE_OPTIONS, say) or holds a line to it, which would
 * tear (a worker has the flag from its supervisor), nor where a process cannot be replaced (Windows,
 * Node before 22.15).
 */
export function limitYoungGeneration(env: NodeJS.ProcessEnv): void {
  const { execArgv, execPath, argv } = process;
  if (process.connected || isChosen(execArgv, env) || process.platform === 'win32') return;
  const args = [execPath, `${FLAG}=${MOST_MIB}`, ...execArgv, ...argv.slice(1)];
  process.execve?.(execPath, args, env);
}

/** V8 takes underscores as well. */
function isChosen(execArgv: readonly string[], { NODE_OPTIONS = '' }: NodeJS.ProcessEnv): boolean {
  return [...execArgv, NODE_OPTIONS].some(given => given.replaceAll('_', '-').includes(FLAG));
}
