/** Makes packages/contracts/src/generated from proto/. Run it after every change to a .proto file. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = 'packages/contracts/src/generated';
const tool = join(root, 'packages/contracts/node_modules/.bin/proto-loader-gen-types');
const protos = readdirSync(join(root, 'proto/parley/v1')).map(file => `parley/v1/${file}`);

rmSync(join(root, out), { recursive: true, force: true });
execFileSync(
  tool,
  [
    // The same options as packages/contracts/src/load.ts gives the loader: ids are strings, and
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
