import { choice, flag, integer, list, secret, text } from '../setting.ts';

// What the tiers stand on: how they find each other, and where things are kept.

export const registry = {
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
};

export const redis = {
  kind: choice({
    of: ['single', 'sentinel', 'cluster'],
    initial: 'single',
    about:
      'Redis for the queue and the session store: one server, by its URL; a master and its replicas that Sentinels watch; Redis Cluster.',
  }),
  url: text({
    initial: 'redis://127.0.0.1:6379',
    about: 'For kind single: where it is; rediss:// for TLS.',
  }),
  sentinels: list({
    initial: [],
    about: 'For kind sentinel: some of the Sentinels, as host:port.',
  }),
  masterName: text({ initial: '', about: 'For kind sentinel: how they call the master.' }),
  sentinelUsername: text({ initial: '', about: 'For kind sentinel: the user of the Sentinels.' }),
  sentinelPassword: secret({ about: 'For kind sentinel: the password of the Sentinels.' }),
  clusterNodes: list({
    initial: [],
    about: 'For kind cluster: some of the nodes, as host:port; the others are found.',
  }),
  username: text({
    initial: '',
    about: "The user of Redis, when it is not in the URL; empty for Redis's default.",
  }),
  password: secret({ about: 'The password of Redis, when it is not in the URL.' }),
  tls: flag({ initial: false, about: 'TLS to every server, Sentinels too.' }),
  caFile: text({
    initial: '',
    about: 'TLS: the authority of the servers (PEM); empty for those that Node trusts.',
  }),
  certFile: text({ initial: '', about: 'TLS: the certificate that servers ask of clients (PEM).' }),
  keyFile: text({ initial: '', about: 'TLS: its key (PEM).' }),
  serverName: text({
    initial: '',
    about: "TLS: the name in the servers' certificates; empty for the host that is connected to.",
  }),
  prefix: text({ initial: 'parley', about: 'Before every key in Redis.' }),
};

export const queue = {
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
  maxWaiting: integer({
    initial: 100_000,
    min: 1_000,
    max: 100_000_000,
    about:
      'Elements that may wait, each of one or more events; what comes beyond waits in the database.',
  }),
  maxDeadLetters: integer({
    initial: 10_000,
    min: 1,
    max: 10_000_000,
    about:
      'Dead letters that are kept; beyond it their partitions stop until some are replayed or purged.',
  }),
};

export const sessionStore = {
  kind: choice({
    of: ['memory', 'redis'],
    initial: 'memory',
    about: 'Who is connected where; memory is for --module all alone.',
  }),
  ttlMs: integer({
    initial: 24_000,
    min: 5_000,
    max: 3_600_000,
    about:
      'An entry that no node confirms for this time goes, in ms. Nodes confirm theirs three times as often, and find out then what was lost.',
  }),
};

export const store = {
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
};

export const blobs = {
  directory: text({
    initial: '',
    about: 'Where attachments lie; empty for blobs in the data directory.',
  }),
};
