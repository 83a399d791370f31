import { loadPackageDefinition } from '@grpc/grpc-js';
import type { AnyDefinition, PackageDefinition, ServiceDefinition } from '@grpc/proto-loader';
import { codecOf, deserialize, serialize } from './codec/codec.ts';
import { packageDefinition as loaded } from './definition.ts';
import { codecs } from './generated/codec/index.ts';
import type { ProtoGrpcType as ConnectProto } from './generated/connect.ts';
import type { ProtoGrpcType as LogicProto } from './generated/logic.ts';
import type { DispatchBatch, DispatchBatch__Output } from './generated/parley/v1/DispatchBatch.ts';

/** What the tiers speak, with codecs of our own in place of proto-loader's. */
export const packageDefinition: PackageDefinition = Object.fromEntries(
  Object.entries(loaded).map(([name, one]) => [name, isService(one) ? withCodecs(one) : one]),
);

const proto = loadPackageDefinition(packageDefinition) as unknown as LogicProto & ConnectProto;

/** Client constructors; `.service` is the definition that a server registers. */
export const LogicClient = proto.parley.v1.Logic;
export const ConnectClient = proto.parley.v1.Connect;

/** A queue element's bytes. */
export function encodeDispatchBatch(batch: DispatchBatch): Uint8Array {
  return serialize(codecs.DispatchBatch, batch);
}

/**
 * The reverse of `encodeDispatchBatch`. What it gives shows the very bytes: nobody may change them.
 * @throws RangeError on bytes that are no batch.
 */
export function decodeDispatchBatch(bytes: Uint8Array): DispatchBatch__Output {
  const { buffer, byteOffset, byteLength } = bytes;
  return deserialize(codecs.DispatchBatch, Buffer.from(buffer, byteOffset, byteLength));
}

function isService(definition: AnyDefinition): definition is ServiceDefinition {
  return !('format' in definition);
}

function withCodecs(service: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => {
      const [request, response] = [codecOf(method.requestType), codecOf(method.responseType)];
      const codecs = {
        requestSerialize: (message: object) => serialize(request, message),
        requestDeserialize: (bytes: Buffer) => deserialize(request, bytes),
        responseSerialize: (message: object) => serialize(response, message),
        responseDeserialize: (bytes: Buffer) => deserialize(response, bytes),
      };
      return [name, { ...method, ...codecs }];
    }),
  );
}
