import type { WebSocketFactory, WebSocketLike } from '@parley/client';
import type { ClientFrame } from '@parley/wire';

/** Stands between a client and its socket and can keep back what it asks of history. */
export class HistoryGate {
  private left = Number.POSITIVE_INFINITY;
  private readonly kept: (() => void)[] = [];
  private onClosed = () => {};

  readonly webSocket: WebSocketFactory = url => {
    const socket = new WebSocket(url) as WebSocketLike;
    const send = socket.send.bind(socket);
    socket.send = data => {
      if ((JSON.parse(data) as ClientFrame).op === 'history') this.pass(() => send(data));
      else send(data);
    };
    return socket;
  };

  /** Lets so many questions through; resolves when one more was asked and is kept back. */
  closeAfter(questions: number): Promise<void> {
    this.left = questions;
    return new Promise(resolve => {
      this.onClosed = resolve;
    });
  }

  open(): void {
    this.left = Number.POSITIVE_INFINITY;
    for (const send of this.kept.splice(0)) send();
  }

  private pass(send: () => void): void {
    if (this.left > 0) {
      this.left -= 1;
      send();
    } else {
      this.kept.push(send);
      this.onClosed();
    }
  }
}
