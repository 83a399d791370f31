import { createRequire } from 'node:module';
import {
  ChannelCredentials,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  loadPackageDefinition,
  type Metadata,
  type requestCallback,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';

type ClientClass<C> = new (address: string, credentials: ChannelCredentials) => C;

/** A client as a stranger would make it: no credentials, no options. */
export function foreignClient<C extends Client>(port: number, make: ClientClass<C>): C {
  return new make(`127.0.0.1:${port}`, ChannelCredentials.createInsecure());
}

interface HealthAnswer {
  status: string;
}

interface HealthClient extends Client {
  check(request: { service: string }, callback: requestCallback<HealthAnswer>): void;
  watch(request: { service: string }): ClientReadableStream<HealthAnswer>;
}

export function healthClient(port: number): HealthClient {
  const proto = loadPackageDefinition(loadSync(healthProto, { enums: String, defaults: true }));
  const { grpc } = proto as unknown as {
    grpc: { health: { v1: { Health: ClientClass<HealthClient> } } };
  };
  return foreignClient(port, grpc.health.v1.Health);
}

interface ReflectionRequest {
  listServices?: string;
  fileContainingSymbol?: string;
}

interface ReflectionAnswer {
  listServicesResponse?: { service: { name: string }[] };
  fileDescriptorResponse?: { fileDescriptorProto: Buffer[] };
}

interface ReflectionClient extends Client {
  serverReflectionInfo(metadata: Metadata): ClientDuplexStream<ReflectionRequest, ReflectionAnswer>;
}

export function reflectionClient(port: number): ReflectionClient {
  const file = createRequire(import.meta.url).resolve(
    '@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto',
  );
  const proto = loadPackageDefinition(loadSync(file));
  const { grpc } = proto as unknown as {
    grpc: { reflection: { v1: { ServerReflection: ClientClass<ReflectionClient> } } };
  };
  return foreignClient(port, grpc.reflection.v1.ServerReflection);
}

/** Asks one question. */
export function reflect(
  client: ReflectionClient,
  metadata: Metadata,
  request: ReflectionRequest,
): Promise<ReflectionAnswer> {
  return new Promise((resolve, reject) => {
    const stream = client.serverReflectionInfo(metadata);
    stream.on('data', (answer: ReflectionAnswer) => {
      resolve(answer);
      stream.end();
    });
    stream.on('error', reject);
    stream.write(request);
  });
}

const asIs = (bytes: Buffer) => bytes;

/** A unary call of bytes that need be no message of any kind. */
export function callRaw(
  client: Client,
  path: string,
  body: Buffer,
  metadata: Metadata,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, asIs, asIs, body, metadata, (error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}

/** The same on a stream in both directions. */
export function streamRaw(
  client: Client,
  path: string,
  metadata: Metadata,
): ClientDuplexStream<Buffer, Buffer> {
  return client.makeBidiStreamRequest(path, asIs, asIs, metadata);
}

/** Why a stream ended: its error, or undefined when it ended well. */
export function endOf(stream: ClientDuplexStream<never, unknown>): Promise<unknown> {
  return new Promise(resolve => {
    stream.on('error', resolve);
    stream.on('end', () => setImmediate(resolve, undefined));
    stream.resume();
  });
}
