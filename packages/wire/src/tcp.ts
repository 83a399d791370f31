/**
 * The first two bytes of each frame over TCP. After them: the length of the whole frame (four bytes,
 * unsigned, big-endian; so at least 6), and the body: one `ClientFrame` or `ServerFrame` as JSON in
 * UTF-8, as on the WebSocket. A frame of the server with an empty body is a ping, and is answered by one
 * with an empty body. An empty frame of a client is no more than a sign of life.
 */
export const TCP_NAME = 'p1';

/**
 * The last frame of a connection that the server closes, over TCP only: what a close frame says on a
 * WebSocket. A client that ends between two frames has said goodbye, as with the code 1000.
 */
export interface ClosedFrame {
  op: 'closed';
  /** One of `CLOSE`, or of WebSocket's own; `shouldReconnect` judges it. */
  code: number;
  reason: string;
}
