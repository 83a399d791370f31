/** What the SDK needs of a WebSocket: a browser's, Node's and that of `ws` all have it. */
export interface WebSocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export type WebSocketFactory = (url: string) => WebSocketLike;

export const openWebSocket: WebSocketFactory = url => new WebSocket(url) as WebSocketLike;
