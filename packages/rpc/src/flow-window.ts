import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { CONNECTION_WINDOW_BYTES, STREAM_WINDOW_BYTES } from './limits.ts';

/** Node tells of every stream that a client opens (22.17, 24.2); with an older one the windows stay small. */
const STREAM_CREATED = 'http2.server.stream.created';

const widened = new WeakSet<ServerHttp2Session>();

/**
 * Lets clients of the servers in this process have as much on the way as `limits.ts` says, as soon as they
 * open a stream. For the other direction grpc-js has an option; for this one it has none
 * (grpc/grpc-node#3058). Returns what ends it.
 */
export function widenServerWindows(): () => void {
  const onStream = (message: unknown) => {
    const { session } = (message as { stream: ServerHttp2Stream }).stream;
    if (session === undefined || widened.has(session as ServerHttp2Session)) return;
    widened.add(session as ServerHttp2Session);
    session.settings({ initialWindowSize: STREAM_WINDOW_BYTES });
    session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
  };
  subscribe(STREAM_CREATED, onStream);
  return () => unsubscribe(STREAM_CREATED, onStream);
}
