import { join } from 'node:path';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync, type MessageTypeDefinition } from '@grpc/proto-loader';
import type { ProtoGrpcType as ConnectProto } from './generated/connect.ts';
import type { ProtoGrpcType as DispatchProto } from './generated/dispatch.ts';
import type { ProtoGrpcType as LogicProto } from './generated/logic.ts';
import type { DispatchBatch, DispatchBatch__Output } from './generated/parley/v1/DispatchBatch.ts';

// src/ and dist/ lie at the same depth, so the path holds for both.
const includeDir = join(import.meta.dirname, '../../../proto');

/** The same options as scripts/proto.ts gives the generator. */
export const packageDefinition = loadSync(
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

const proto = loadPackageDefinition(packageDefinition) as unknown as LogicProto &
  ConnectProto &
  DispatchProto;

/** Client constructors; `.service` is the definition that a server registers. */
export const LogicClient = proto.parley.v1.Logic;
export const ConnectClient = proto.parley.v1.Connect;

const dispatchBatch: MessageTypeDefinition<DispatchBatch, DispatchBatch__Output> =
  proto.parley.v1.DispatchBatch;

/** A queue element's bytes. */
export function encodeDispatchBatch(batch: DispatchBatch): Uint8Array {
  return dispatchBatch.serialize(batch);
}

/** The reverse of `encodeDispatchBatch`; throws on bytes that are no batch. */
export function decodeDispatchBatch(bytes: Uint8Array): DispatchBatch__Output {
  return dispatchBatch.deserialize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
