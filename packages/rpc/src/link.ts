import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { FrameSink } from './frame-writer.ts';

/** The client's end of a stream: of grpc-js, or within this process. */
export interface ClientStream<Request, Reply> extends FrameSink<Request> {
  on(event: 'drain', listener: () => void): unknown;
  /** The other side has accepted the stream. */
  on(event: 'metadata', listener: () => void): unknown;
  on(event: 'data', listener: (reply: Reply) => void): unknown;
  on(event: 'status', listener: (status: StreamStatus) => void): unknown;
  /** Every failure is also a status. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** The last of all. */
  on(event: 'end', listener: () => void): unknown;
  cancel(): void;
}

/** The server's end. */
export interface ServerStream<Request, Reply> extends FrameSink<Reply> {
  on(event: 'drain', listener: () => void): unknown;
  on(event: 'data', listener: (request: Request) => void): unknown;
  /** The client has said its last word. */
  on(event: 'end', listener: () => void): unknown;
  /** The client is gone. */
  on(event: 'cancelled', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Accepts the stream: the client sends nothing before. */
  sendMetadata(metadata: Metadata): void;
  pause(): unknown;
  resume(): unknown;
  end(): unknown;
}

/** How a stream ended. */
export interface StreamStatus {
  code: number;
  details: string;
}

/** The way to one instance, by method names as the generated client has them. */
export interface Link {
  /**
   * @param deadline in Date.now()'s time
   * @throws ServiceError
   */
  unary(method: string, request: object, deadline: number): Promise<object>;
  stream<Request, Reply>(method: string): ClientStream<Request, Reply>;
  close(): void;
}

/** A failure as grpc-js tells it. */
export function serviceError(status: StreamStatus & { metadata: Metadata }): ServiceError {
  return Object.assign(new Error(`${status.code}: ${status.details}`), status);
}
