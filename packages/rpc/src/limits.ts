/** The largest message that either side takes. Frames are cut long before; this stops a stranger. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** A frame of a stream is closed when it holds about this much; a single larger item goes alone. */
export const TARGET_FRAME_BYTES = 1024 * 1024;

/**
 * What may be on its way on a stream before the other side has read it. HTTP/2 begins with 64 KiB, some
 * 200 calls: a busy instance then sends no more than that in each of its turns, however many wait.
 */
export const STREAM_WINDOW_BYTES = 1024 * 1024;

/** The same for all streams of a connection together: one that is not read leaves room for the others. */
export const CONNECTION_WINDOW_BYTES = 2 * STREAM_WINDOW_BYTES;

/** Calls or replies in one frame of an exchange. */
export const MAX_ITEMS_PER_FRAME = 1024;

/** Calls of one stream that a server works on at a time; each further one is `overloaded`. */
export const MAX_UNANSWERED_PER_STREAM = 20_000;

/** What a caller is told to wait when too many calls are in hand: they settle within moments. */
export const OVERLOADED_RETRY_AFTER_MS = 500;

/** How long a connection may be silent before it is asked whether it is alive. */
const KEEPALIVE_AFTER_MS = 3_000;

/**
 * How long the answer to that may take before the connection counts as broken. Together they stay
 * below a call's deadline, so that a frozen instance is left before its callers give up.
 */
const KEEPALIVE_TIMEOUT_MS = 4_000;

/** The same for client and server, so that a half-dead connection is found from both ends. */
export const TRANSPORT_OPTIONS = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  'grpc.keepalive_time_ms': KEEPALIVE_AFTER_MS,
  'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
  'grpc.keepalive_permit_without_calls': 1,
  // What a client reads; for a server see `widenServerWindows`.
  'grpc-node.flow_control_window': STREAM_WINDOW_BYTES,
  // Debugging data about every call, which nobody asks for.
  'grpc.enable_channelz': 0,
} as const;
