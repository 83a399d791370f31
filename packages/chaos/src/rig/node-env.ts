/** Settings under which a run need not wait for what is only meant for strangers or for slow networks. */
export const NODE_ENV: Readonly<Record<string, string>> = {
  PARLEY_LOG_LEVEL: 'warn',
  PARLEY_AUTH_SIGN_INS_PER_MINUTE: '1000000',
  PARLEY_API_REQUESTS_PER_SECOND: '100000',
  PARLEY_CONNECT_DRAIN_MS: '1000',
  // Half-dead lines are noticed within twice this time, on either side.
  PARLEY_CONNECT_HEARTBEAT_MS: '5000',
};
