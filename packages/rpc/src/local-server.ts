import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/proto-loader';
import { wholeOf } from '@parley/contracts';
import type { ErrorStatus } from './errors.ts';
import { type ClientStream, type ServerStream, serviceError } from './link.ts';
import { type LocalFrames, LocalStream } from './local-stream.ts';
import type { RpcService } from './server.ts';
import type { UnaryHandler } from './unary.ts';

/** A method by the handler that `unary`, `serveExchange` or `servePush` has made. */
interface Method extends LocalFrames {
  handler: unknown;
}

/** Answers calls of this process. It closes as a gRPC server does. */
export class LocalServer {
  private readonly methods = new Map<string, Method>();
  private readonly streams = new Set<LocalStream>();
  /** Ends each unary call that is in hand. */
  private readonly calls = new Set<(error: ServiceError) => void>();
  private isOpen = true;
  private whenIdle: (() => void) | undefined;

  constructor(services: readonly RpcService[]) {
    for (const { definition, handlers } of services) {
      for (const [name, method] of Object.entries(definition)) {
        // As proto-loader makes it, with the types of its messages.
        const {
          originalName = name,
          requestType,
          responseType,
        } = method as MethodDefinition<object, object>;
        const handler = handlers[name] ?? handlers[originalName];
        if (handler === undefined) continue;
        const [wholeRequest, wholeReply] = [wholeOf(requestType), wholeOf(responseType)];
        this.methods.set(originalName, { handler, wholeRequest, wholeReply });
      }
    }
  }

  unary(name: string, request: object, deadline: number): Promise<object> {
    return new Promise((resolve, reject) => {
      const method = this.isOpen ? this.methods.get(name) : undefined;
      if (method === undefined) return reject(this.refusal(name));
      const settle = () => {
        clearTimeout(timer);
        this.calls.delete(fail);
        this.checkIdle();
      };
      const fail = (error: ServiceError) => {
        settle();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(failure(status.DEADLINE_EXCEEDED, 'Deadline exceeded.')),
        deadline - Date.now(),
      );
      this.calls.add(fail);
      const handler = method.handler as UnaryHandler<object, object>;
      handler({ request: method.wholeRequest(request) }, (error, response = {}) => {
        if (!this.calls.has(fail)) return;
        if (error) return fail(serviceError(error));
        settle();
        resolve(method.wholeReply(response));
      });
    });
  }

  stream(name: string): ClientStream<object, object> {
    const method = this.isOpen ? this.methods.get(name) : undefined;
    const stream = new LocalStream(method ?? UNKNOWN, () => {
      this.streams.delete(stream);
      this.checkIdle();
    });
    this.streams.add(stream);
    if (method === undefined) {
      stream.cut(this.refusal(name));
    } else {
      const handler = method.handler as (stream: ServerStream<object, object>) => void;
      handler(stream.server());
    }
    return stream.client();
  }

  /** Takes no more calls, lets those in hand finish for `graceMs`, then ends what is left. */
  async close(graceMs: number): Promise<void> {
    this.isOpen = false;
    for (const stream of this.streams) stream.endRequests();
    if (this.isIdle) return;
    const force = setTimeout(() => this.cutAll(), graceMs);
    await new Promise<void>(resolve => {
      this.whenIdle = resolve;
    });
    clearTimeout(force);
  }

  private cutAll(): void {
    const closing = failure(status.UNAVAILABLE, 'The server is closing.');
    for (const fail of this.calls) fail(closing);
    for (const stream of this.streams) stream.cut(closing);
  }

  private get isIdle(): boolean {
    return this.calls.size === 0 && this.streams.size === 0;
  }

  private checkIdle(): void {
    if (this.isIdle) this.whenIdle?.();
  }

  private refusal(name: string): ServiceError {
    return this.isOpen
      ? failure(status.UNIMPLEMENTED, `There is no method ${name}.`)
      : failure(status.UNAVAILABLE, 'Nobody answers at this address any more.');
  }
}

const UNKNOWN: LocalFrames = { wholeRequest: frame => frame, wholeReply: frame => frame };

function failure(code: ErrorStatus['code'], details: string): ServiceError {
  return serviceError({ code, details, metadata: new Metadata() });
}
