/** Settings under which a run need not wait for what is only meant for strangers or for slow networks. */
export const NODE_ENV: Readonly<Record<string, string>> = {
  PARLEY_LOG_LEVEL: 'warn',
  PARLEY_AUTH_SIGN_INS_PER_MINUTE: '1000000',
  PARLEY_API_REQUESTS_PER_SECOND: '100000',
  PARLEY_CONNECT_DRAIN_MS: '1000',
  // What waited through a long fault comes at once.
  PARLEY_CONNECT_FRAMES_PER_SECOND: '1000',
  PARLEY_CONNECT_FRAME_BURST: '5000',
  // Half-dead lines are noticed within twice this time, on either side.
  PARLEY_CONNECT_HEARTBEAT_MS: '5000',
  // Small enough that a client that does not read is closed before long.
  PARLEY_CONNECT_OUTBOUND_BYTES: '1048576',
};
