import { mkdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { SystemOptions } from './system.ts';

/**
 * Settings that every measured Parley has. Limits that protect it from clients that ask too much are
 * raised, since such clients are what a benchmark is; nothing is switched off.
 */
export const BENCH_ENV: Readonly<Record<string, string>> = {
  PARLEY_LOG_LEVEL: 'warn',
  PARLEY_CONNECT_FRAMES_PER_SECOND: '1000000',
  PARLEY_CONNECT_FRAME_BURST: '1000000',
  PARLEY_CONNECT_HELLO_TIMEOUT_MS: '60000',
  PARLEY_CONNECT_DRAIN_MS: '0',
  PARLEY_API_REQUESTS_PER_SECOND: '1000000',
  PARLEY_AUTH_SIGN_INS_PER_MINUTE: '1000000',
};

/** What makes the Node processes of `tier` profile their CPU time while they are measured. */
export function profileEnv(
  tier: string,
  { profileDirectory }: SystemOptions,
): Record<string, string> {
  if (profileDirectory === undefined) return {};
  const directory = join(profileDirectory, tier);
  mkdirSync(directory, { recursive: true });
  const inherited = process.env.NODE_OPTIONS ?? '';
  return {
    NODE_OPTIONS: `${inherited} --import ${PROFILE_ON_SIGNAL}`.trim(),
    BENCH_PROFILES: directory,
  };
}

/** As a URL, which has no blanks. It is run as it is, or as it was built. */
const PROFILE_ON_SIGNAL = new URL(
  `../profile/profile-on-signal${extname(import.meta.filename)}`,
  import.meta.url,
).href;
