import { choice, flag, integer, list, port, type Setting, secret, text } from './setting.ts';

const HOUR_MS = 3_600_000;
const LOOPBACK = '127.0.0.1';

/**
 * Every setting of Parley: types, defaults, units, bounds, the environment's names, the flags, the
 * help and the example file are all made from this.
 */
export const schema = {
  production: flag({
    initial: false,
    about: 'Refuses what is only good for trying out: demo users, missing secrets.',
  }),
  demo: flag({
    initial: false,
    about: 'Makes the users demo, test and admin (password 111111) and a lobby with some history.',
  }),
  dataDirectory: text({ initial: './data', about: 'Where an embedded node keeps its files.' }),
  shutdownMs: integer({
    initial: 10_000,
    min: 0,
    max: 600_000,
    about: 'How long a stop may take before what is left is cut, in ms.',
  }),
  log: {
    level: choice({
      of: ['debug', 'info', 'warn', 'error', 'silent'],
      initial: 'info',
      about: 'The least important line that is written.',
    }),
    pretty: flag({ initial: false, about: 'Lines for people instead of JSON.' }),
  },
  registry: {
    kind: choice({
      of: ['memory', 'static', 'etcd'],
      initial: 'memory',
      about: 'How the tiers find each other; memory is for --module all alone.',
    }),
    etcdHosts: list({
      initial: ['http://127.0.0.1:2379'],
      about: 'etcd endpoints.',
    }),
    prefix: text({ initial: 'parley', about: 'Before every key in etcd.' }),
    leaseMs: integer({
      initial: 10_000,
      min: 1_000,
      max: 300_000,
      about: 'After this time without a sign of life an instance is gone, in ms.',
    }),
    instances: list({
      initial: [],
      about: 'For kind static: who is where, as service/instanceId=host:port.',
    }),
    workerSlot: integer({
      initial: 0,
      min: 0,
      max: 31,
      about: 'For kind static: the number of this logic instance, different on each.',
    }),
  },
  redis: {
    url: text({
      initial: 'redis://127.0.0.1:6379',
      about: 'Redis for the queue and the session store; rediss:// for TLS.',
    }),
    password: secret({ about: 'The password of Redis, when it is not in the URL.' }),
    prefix: text({ initial: 'parley', about: 'Before every key in Redis.' }),
  },
  queue: {
    kind: choice({
      of: ['memory', 'redis'],
      initial: 'memory',
      about: 'What carries events from logic to task; memory is for --module all alone.',
    }),
    partitions: integer({
      initial: 16,
      min: 1,
      max: 1_024,
      about: 'How many consumers can work side by side; the same on every node.',
    }),
    leaseMs: integer({
      initial: 5_000,
      min: 500,
      max: 60_000,
      about: "After this time a dead consumer's partitions pass to another, in ms.",
    }),
  },
  sessionStore: {
    kind: choice({
      of: ['memory', 'redis'],
      initial: 'memory',
      about: 'Who is connected where; memory is for --module all alone.',
    }),
    ttlMs: integer({
      initial: 60_000,
      min: 5_000,
      max: 3_600_000,
      about: 'An entry that no node confirms for this time goes, in ms.',
    }),
  },
  store: {
    kind: choice({
      of: ['sqlite', 'postgres', 'mysql'],
      initial: 'sqlite',
      about: 'The database; `mysql` is MySQL or MariaDB.',
    }),
    sqliteFile: text({
      initial: '',
      about: 'The SQLite file; empty for parley.db in the data directory.',
    }),
    postgresUrl: secret({ about: 'postgres://user:password@host:port/database' }),
    mysqlUrl: secret({ about: 'mysql://user:password@host:port/database' }),
    poolSize: integer({
      initial: 10,
      min: 2,
      max: 200,
      about: 'Connections to PostgreSQL or MySQL of one logic instance.',
    }),
  },
  blobs: {
    directory: text({
      initial: '',
      about: 'Where attachments lie; empty for blobs in the data directory.',
    }),
  },
  tiers: {
    secret: secret({
      about: 'Shared by all tiers, at least 16 characters; or use the certificates below.',
    }),
    caFile: text({ initial: '', about: "Mutual TLS: the authority's certificate (PEM)." }),
    certFile: text({ initial: '', about: "Mutual TLS: this process's certificate (PEM)." }),
    keyFile: text({ initial: '', about: "Mutual TLS: this process's key (PEM)." }),
  },
  auth: {
    jwtSecret: secret({
      about:
        'Signs access tokens, at least 32 characters. To change it, write the new one before the old one, separated by a comma.',
    }),
    accessTtlMs: integer({
      initial: HOUR_MS / 4,
      min: 10_000,
      max: 24 * HOUR_MS,
      about: 'Life of an access token, in ms.',
    }),
    refreshTtlMs: integer({
      initial: 30 * 24 * HOUR_MS,
      min: 60_000,
      max: 400 * 24 * HOUR_MS,
      about: 'A device that is not used for this time is signed out, in ms.',
    }),
    registration: choice({
      of: ['open', 'closed'],
      initial: 'open',
      about: 'Whether people can make their own accounts.',
    }),
    passwordMinChars: integer({
      initial: 8,
      min: 6,
      max: 64,
      about: 'The shortest password, in characters.',
    }),
    signInsPerMinute: integer({
      initial: 30,
      min: 1,
      max: 1_000_000,
      about: 'Tries to sign in or register, per address and minute.',
    }),
  },
  logic: {
    rpcHost: text({ initial: LOOPBACK, about: 'Where gRPC listens.' }),
    rpcPort: port({ initial: 0, about: 'gRPC port.' }),
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
  },
  task: {
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
  },
  connect: {
    host: text({ initial: LOOPBACK, about: 'Where WebSockets are accepted.' }),
    port: port({ initial: 7000, about: 'WebSocket port; health and metrics are on it too.' }),
    rpcHost: text({ initial: LOOPBACK, about: 'Where gRPC listens.' }),
    rpcPort: port({ initial: 0, about: 'gRPC port.' }),
    advertise: text({
      initial: '',
      about: 'host or host:port that task reaches it by; empty for what it listens on.',
    }),
    allowedOrigins: list({
      initial: [],
      about: 'Origins of pages on other hosts that may connect; * for all.',
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
  },
  api: {
    host: text({ initial: LOOPBACK, about: 'Where the REST interface listens.' }),
    port: port({ initial: 7070, about: 'REST port; health and metrics are on it too.' }),
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
  },
  site: {
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
  },
};

export type Schema = typeof schema;

/** The values of a tree of settings. */
export type Values<S> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : Values<S[K]>;
};

export type Config = Values<Schema>;
