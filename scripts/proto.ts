/**
 * Makes packages/contracts/src/generated from proto/. Run it after every change to a .proto file;
 * `--check` only says whether that was forgotten.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateCodecs } from './proto-codec.ts';

const root = join(import.meta.dirname, '..');
const kept = 'packages/contracts/src/generated';
const check = process.argv.includes('--check');
const tool = join(root, 'packages/contracts/node_modules/.bin/proto-loader-gen-types');
const protos = readdirSync(join(root, 'proto/parley/v1')).map(file => `parley/v1/${file}`);

function generate(out: string): void {
  execFileSync(
    tool,
    [
      // The same options as packages/contracts/src/definition.ts gives the loader: ids are strings, and
      // numbers stay below 2^53.
      '--longs=Number',
      '--enums=String',
      '--defaults',
      '--oneofs',
      '--grpcLib=@grpc/grpc-js',
      '--importFileExtension=.ts',
      '--includeDirs=proto',
      `--outDir=${out}`,
      ...protos,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  generateCodecs(resolve(root, out));
}

/** Every file below a folder, with its content. */
function contents(folder: string): string {
  const files = globSync('**/*.ts', { cwd: folder }).sort();
  return JSON.stringify(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

if (check) {
  const fresh = mkdtempSync(join(root, 'packages/contracts/node_modules/.generated-'));
  try {
    generate(fresh);
    if (contents(fresh) !== contents(join(root, kept))) {
      process.stderr.write('The generated code is not that of proto/: run "pnpm proto".\n');
      process.exitCode = 1;
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
} else {
  rmSync(join(root, kept), { recursive: true, force: true });
  generate(kept);
}
