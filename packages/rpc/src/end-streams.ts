import {
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  status,
} from '@grpc/grpc-js';

type ServerListener = Parameters<ServerInterceptingCallInterface['start']>[0];

/** Keeps the open streams of one server, so that closing can end them. */
export interface StreamEnder {
  interceptor: ServerInterceptor;
  endAll(): void;
}

/**
 * Long-lived streams never end by themselves, and a server with one could not close. `endAll` makes
 * each look to its handler as if the client had said its last word: the handler answers what it has
 * in hand and ends. A stream on which only the server talks ends as `UNAVAILABLE`.
 */
export function createStreamEnder(): StreamEnder {
  const open = new Set<EndableCall>();
  return {
    interceptor: (method, call) => {
      if (!method.requestStream && !method.responseStream) return new ServerInterceptingCall(call);
      return new EndableCall(call, open, method.requestStream);
    },
    endAll: () => {
      for (const call of open) call.finish();
    },
  };
}

class EndableCall extends ServerInterceptingCall {
  private readonly open: Set<EndableCall>;
  private readonly clientTalks: boolean;
  private listener: ServerListener | undefined;
  private inputEnded = false;

  constructor(call: ServerInterceptingCallInterface, open: Set<EndableCall>, clientTalks: boolean) {
    super(call);
    this.open = open;
    this.clientTalks = clientTalks;
  }

  override start(listener: ServerListener): void {
    super.start({
      onReceiveMetadata: metadata => {
        listener.onReceiveMetadata(metadata);
        // Not before: a call that is refused has no handler that could end.
        this.listener = listener;
        this.open.add(this);
      },
      onReceiveMessage: message => {
        if (!this.inputEnded) listener.onReceiveMessage(message);
      },
      onReceiveHalfClose: () => {
        if (!this.inputEnded) listener.onReceiveHalfClose();
        this.inputEnded = true;
      },
      onCancel: () => {
        this.open.delete(this);
        listener.onCancel();
      },
    });
  }

  finish(): void {
    if (!this.clientTalks) {
      this.sendStatus({ code: status.UNAVAILABLE, details: 'The server is closing.' });
    } else if (!this.inputEnded) {
      // What the client sends from now on is not taken.
      this.inputEnded = true;
      this.listener?.onReceiveHalfClose();
    }
  }
}
