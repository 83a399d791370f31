import {
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';

type Start = Parameters<ServerInterceptingCallInterface['start']>[0];

/**
 * A call whose client can be made to look as if it had said its last word: the handler answers what
 * it has in hand and ends by itself. Streams never end otherwise, and a server could not close.
 */
class EndableCall extends ServerInterceptingCall {
  private listener: Start | undefined;
  private ended = false;

  override start(listener: Start): void {
    this.listener = {
      onReceiveMetadata: metadata => listener.onReceiveMetadata(metadata),
      onReceiveMessage: message => {
        if (!this.ended) listener.onReceiveMessage(message);
      },
      onReceiveHalfClose: () => this.end(listener),
      onCancel: () => listener.onCancel(),
    };
    super.start(this.listener);
  }

  /** What the client sends from now on is not taken. */
  endInput(): void {
    this.listener?.onReceiveHalfClose();
  }

  private end(listener: Start): void {
    if (this.ended) return;
    this.ended = true;
    listener.onReceiveHalfClose();
  }
}

/** Keeps the bidirectional streams of one server, so that closing can end them. */
export interface StreamEnder {
  interceptor: ServerInterceptor;
  endAll(): void;
}

export function createStreamEnder(): StreamEnder {
  const open = new Set<EndableCall>();
  return {
    interceptor: (method, call) => {
      if (!method.requestStream) return new ServerInterceptingCall(call);
      const endable: EndableCall = new EndableCall(call, {
        start: next => {
          open.add(endable);
          next({ onCancel: () => open.delete(endable) });
        },
      });
      return endable;
    },
    endAll: () => {
      for (const call of open) call.endInput();
    },
  };
}
