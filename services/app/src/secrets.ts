import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@parley/config';
import type { TierCredentials } from '@parley/rpc';
import { readPem } from './read-pem.ts';

/** How this process's tiers know each other; without a setting, by a secret that lives as long as it. */
export function tierCredentials(config: Config): TierCredentials {
  const { secret, caFile, certFile, keyFile } = config.tiers;
  if (caFile && certFile && keyFile) {
    return {
      kind: 'mutual-tls',
      caPem: readPem('tiers.caFile', caFile),
      certPem: readPem('tiers.certFile', certFile),
      keyPem: readPem('tiers.keyFile', keyFile),
    };
  }
  return { kind: 'secret', secret: secret || randomBytes(32).toString('base64url') };
}

/**
 * The keys that sign access tokens, the first one for new tokens. An embedded node outside of
 * production makes its own on the first start and keeps it, so that a restart signs nobody out.
 */
export function jwtSecrets(config: Config): string[] {
  if (config.auth.jwtSecret) return config.auth.jwtSecret.split(',').map(one => one.trim());
  mkdirSync(config.dataDirectory, { recursive: true });
  const file = join(config.dataDirectory, 'jwt.secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return [readFileSync(file, 'utf8').trim()];
}
