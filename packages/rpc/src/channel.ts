import { TRANSPORT_OPTIONS } from './limits.ts';

/**
 * A connection of its own to one instance. It tries again soon after a failure: how long to stay away
 * from a broken instance is decided above it, by the stream.
 */
export const CHANNEL_OPTIONS = {
  ...TRANSPORT_OPTIONS,
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_http_proxy': 0,
  // TLS wants a name, and an address is none; it is not compared (see `channelCredentials`).
  'grpc.ssl_target_name_override': 'tier.parley',
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
} as const;
