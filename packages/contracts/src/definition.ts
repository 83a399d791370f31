import { join } from 'node:path';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';

// src/ and dist/ lie at the same depth, so the path holds for both.
const includeDir = join(import.meta.dirname, '../../../proto');

/** proto/ as proto-loader reads it, with the same options as scripts/proto.ts gives its generator. */
export const packageDefinition: PackageDefinition = loadSync(
  ['parley/v1/logic.proto', 'parley/v1/connect.proto', 'parley/v1/dispatch.proto'],
  {
    includeDirs: [includeDir],
    longs: Number,
    enums: String,
    defaults: true,
    arrays: true,
    oneofs: true,
  },
);
