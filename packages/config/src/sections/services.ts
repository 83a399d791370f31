import { flag, integer, list, port, text } from '../setting.ts';

const LOOPBACK = '127.0.0.1';
const RPC_PORT = 'gRPC port; not opened when all modules are one process (registry.kind memory).';
const OPS_HOST = 'With several workers: where health and metrics of all of them listen.';
const OPS_PORT = 'With several workers: port of the health and metrics of all of them.';

// Each tier: where it listens, and its bounds.

export const logic = {
  rpcHost: text({ initial: LOOPBACK, about: 'Where gRPC listens.' }),
  rpcPort: port({ initial: 0, about: RPC_PORT }),
  advertise: text({
    initial: '',
    about: 'host or host:port that the other tiers reach it by; empty for what it listens on.',
  }),
  opsHost: text({ initial: LOOPBACK, about: 'Where health and metrics listen.' }),
  opsPort: port({ initial: 7180, about: 'Health and metrics port.' }),
  appendLanes: integer({
    initial: 4,
    min: 1,
    max: 64,
    about: 'Group commits at the same time (PostgreSQL, MySQL); SQLite has one.',
  }),
  receiptMembers: integer({
    initial: 100,
    min: 0,
    max: 10_000,
    about: 'Members of a group up to which all are told how far the others have read.',
  }),
  maxWaitingDrafts: integer({
    initial: 20_000,
    min: 1,
    max: 10_000_000,
    about: 'Messages that may wait for a commit; beyond it they are refused as overloaded.',
  }),
};

export const task = {
  opsHost: text({ initial: LOOPBACK, about: 'Where health and metrics listen.' }),
  opsPort: port({ initial: 7181, about: 'Health and metrics port.' }),
  retryLimit: integer({
    initial: 3,
    min: 0,
    max: 100,
    about: 'Tries again of a failed push before it becomes a dead letter.',
  }),
  retryFirstMs: integer({
    initial: 100,
    min: 1,
    max: 60_000,
    about: 'Wait before the first try again, in ms.',
  }),
  retryFactor: integer({
    initial: 2,
    min: 1,
    max: 10,
    about: 'Each wait is this many times the one before.',
  }),
  retryMaxMs: integer({
    initial: 10_000,
    min: 1,
    max: 600_000,
    about: 'No wait is longer, in ms.',
  }),
};

export const connect = {
  host: text({ initial: LOOPBACK, about: 'Where WebSockets are accepted.' }),
  port: port({ initial: 7000, about: 'WebSocket port; health and metrics are on it too.' }),
  tcpPorts: list({
    initial: ['auto'],
    about:
      'Ports for TCP, on the same host: numbers (0 takes a free one), none, or auto: 7001,7002 with demo, else none.',
  }),
  opsHost: text({ initial: LOOPBACK, about: OPS_HOST }),
  opsPort: port({ initial: 7182, about: OPS_PORT }),
  rpcHost: text({ initial: LOOPBACK, about: 'Where gRPC listens.' }),
  rpcPort: port({ initial: 0, about: RPC_PORT }),
  advertise: text({
    initial: '',
    about: 'host or host:port that task reaches it by; empty for what it listens on.',
  }),
  allowedOrigins: list({
    initial: [],
    about: 'Origins of pages on other hosts that may connect; * for all.',
  }),
  maxSockets: integer({
    initial: 100_000,
    min: 1,
    max: 10_000_000,
    about: 'Sockets that a node takes; more are answered 503.',
  }),
  maxOutboundBytes: integer({
    initial: 1_073_741_824,
    min: 1_048_576,
    max: 1_099_511_627_776,
    about:
      'Bytes that may wait for all sockets together; beyond it the slowest are closed and resume.',
  }),
  directWrites: flag({
    initial: true,
    about:
      "Write frames past Node's streams, on a Node where that is known to work; a little faster.",
  }),
  drainMs: integer({
    initial: 3_000,
    min: 0,
    max: 600_000,
    about: 'On a stop, clients are sent elsewhere spread over this time, in ms.',
  }),
  frameBytes: integer({
    initial: 65_536,
    min: 1_024,
    max: 16_777_216,
    about: 'Largest frame of a client, in bytes.',
  }),
  framesPerSecond: integer({
    initial: 100,
    min: 1,
    max: 1_000_000,
    about: 'Frames of one socket in a second, on average.',
  }),
  frameBurst: integer({
    initial: 500,
    min: 1,
    max: 1_000_000,
    about: 'Frames of one socket at once, before the average counts.',
  }),
  outboundBytes: integer({
    initial: 4_194_304,
    min: 65_536,
    max: 1_073_741_824,
    about: 'Bytes that may wait for one socket; a slower reader is closed and resumes.',
  }),
  heartbeatMs: integer({
    initial: 25_000,
    min: 1_000,
    max: 600_000,
    about: 'A client says something at least this often, in ms.',
  }),
  helloTimeoutMs: integer({
    initial: 10_000,
    min: 100,
    max: 120_000,
    about: 'Time to sign in on a new socket, in ms.',
  }),
};

/** Who is there, as others see it; read by connect and task. */
export const presence = {
  offlineGraceMs: integer({
    initial: 3_000,
    min: 0,
    max: 60_000,
    about:
      'Who loses the connection is shown as offline after this time without coming back, in ms.',
  }),
  refreshMs: integer({
    initial: 45_000,
    min: 1_000,
    max: 600_000,
    about: 'How often a connect node asks how those are whom its clients watch, in ms.',
  }),
};

export const api = {
  host: text({ initial: LOOPBACK, about: 'Where the REST interface listens.' }),
  port: port({ initial: 7070, about: 'REST port; health and metrics are on it too.' }),
  opsHost: text({ initial: LOOPBACK, about: OPS_HOST }),
  opsPort: port({ initial: 7183, about: OPS_PORT }),
  allowedOrigins: list({
    initial: [],
    about: 'Origins of pages on other hosts that may call; * for all.',
  }),
  trustProxy: flag({
    initial: false,
    about: "Take the client's address from X-Forwarded-For; only behind a proxy that sets it.",
  }),
  requestsPerSecond: integer({
    initial: 50,
    min: 1,
    max: 1_000_000,
    about: 'Requests of one user in a second.',
  }),
  maxInFlight: integer({
    initial: 1_000,
    min: 1,
    max: 1_000_000,
    about: 'Requests in hand at a time; others wait for up to 2 s and are refused then.',
  }),
};

export const site = {
  host: text({ initial: LOOPBACK, about: 'Where the chat page is served.' }),
  port: port({ initial: 8080, about: 'Port of the chat page.' }),
  apiUrl: text({
    initial: '',
    about: "Where the page finds the API; empty for its own host and the API's port.",
  }),
  connectUrls: list({
    initial: [],
    about:
      'Where the page connects (ws:// or wss://), one or more; empty for its own host and the connect port.',
  }),
};
