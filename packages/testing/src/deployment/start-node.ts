import { join } from 'node:path';
import { startProcess } from '../start-process.ts';
import type { ModuleName, Node } from './deployment.ts';

// src/ and dist/ lie at the same depth, so the path holds for both.
export const MAIN = join(import.meta.dirname, '../../../../dist/main');

/**
 * Runs `node dist/main --module …`, which must have been built, until it says that it runs. What it
 * writes is appended to `logFile` too, if there is one.
 */
export async function startNode(
  module: ModuleName,
  env: Readonly<Record<string, string>>,
  endpoints: Node['endpoints'],
  logFile?: string,
): Promise<Node> {
  const process_ = await startProcess({
    name: module,
    command: process.execPath,
    args: [MAIN, '--module', module],
    env,
    ready: /is running\./,
    readyTimeoutMs: 60_000,
    stopGraceMs: 15_000,
    ...(logFile === undefined ? {} : { logFile }),
  });
  return { module, endpoints, process: process_ };
}
