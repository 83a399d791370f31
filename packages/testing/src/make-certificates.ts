import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureProgram } from './install-package.ts';

/** Paths of PEM files. */
export interface CertificateFiles {
  caFile: string;
  certFile: string;
  keyFile: string;
}

const run = promisify(execFile);

/** Makes a private authority and a certificate of it for `serverName`, good for servers and clients. */
export async function makeCertificates(
  folder: string,
  serverName: string,
): Promise<CertificateFiles> {
  const program = await ensureProgram('openssl', 'openssl');
  const openssl = (line: string) => run(program, line.split(' '), { cwd: folder });
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
  await writeFile(join(folder, 'names'), `subjectAltName=DNS:${serverName}`);
  await openssl(`req -x509 ${newKey} -subj /CN=authority -days 2 -keyout ca.key -out ca.pem`);
  await openssl(`req ${newKey} -subj /CN=${serverName} -keyout own.key -out own.csr`);
  const signed = '-CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names';
  await openssl(`x509 -req -in own.csr ${signed} -out own.pem`);
  return {
    caFile: join(folder, 'ca.pem'),
    certFile: join(folder, 'own.pem'),
    keyFile: join(folder, 'own.key'),
  };
}
