import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@parley/testing';
import type { TierCredentials } from '../credentials.ts';

/** A private authority and a certificate of it, made by openssl for this run of the test. */
export function makeCertificates(): Extract<TierCredentials, { kind: 'mutual-tls' }> {
  const program = findProgram('openssl');
  if (program === undefined) throw new Error('openssl is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'parley-certificates-'));
  const openssl = (...args: string[]) =>
    execFileSync(program, args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  try {
    openssl(
      'req',
      '-x509',
      ...key,
      '-subj',
      '/CN=authority',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    );
    openssl('req', ...key, '-subj', '/CN=tier', '-keyout', 'tier.key', '-out', 'tier.csr');
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', 'tier.csr', ...signed, '-out', 'tier.pem');
    return {
      kind: 'mutual-tls',
      caPem: read('ca.pem'),
      certPem: read('tier.pem'),
      keyPem: read('tier.key'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
