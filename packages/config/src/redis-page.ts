/** Examples of `redis` in parley.yaml, which a test loads. */
export const REDIS_EXAMPLES = {
  'One server, with a password and TLS': `redis:
  url: rediss://redis.example:6380
  username: parley
  caFile: /etc/parley/redis-ca.pem`,
  'A master and its replicas, watched by Sentinels': `redis:
  kind: sentinel
  sentinels: [10.0.0.1:26379, 10.0.0.2:26379, 10.0.0.3:26379]
  masterName: mymaster`,
  'Redis Cluster, with TLS and certificates of clients': `redis:
  kind: cluster
  clusterNodes: [10.0.0.1:6379, 10.0.0.2:6379, 10.0.0.3:6379]
  tls: true
  caFile: /etc/parley/redis-ca.pem
  certFile: /etc/parley/redis-client.pem
  keyFile: /etc/parley/redis-client.key
  serverName: redis.example`,
} as const;

/** What who runs Redis for Parley wants to know, beyond the table. */
export function redisSection(): string {
  const examples = Object.entries(REDIS_EXAMPLES).map(
    ([title, yaml]) => `${title}:\n\n\`\`\`yaml\n${yaml}\n\`\`\``,
  );
  return `## Redis

The queue and the session store use the same Redis, version 7 or newer. Passwords come from \`PARLEY_REDIS_PASSWORD\` and \`PARLEY_REDIS_SENTINEL_PASSWORD\`, or from files named by the same variables with \`_FILE\`.

${examples.join('\n\n')}

While Redis, or the node of a cluster that has a slot, cannot be reached, what needs it fails at once and is tried again by the caller; nothing is kept in the client. Sends go on: a message is acknowledged when the database has it, and its push follows when Redis is back. After a failover, and when slots move, connections find the new master by themselves. While a slot is moving, the partition of the queue in it may rest until the move is over.

A replica that takes over may lack the last writes, because Redis replicates after it has answered. What is lost then are pushes that had been queued, and places of connections; messages are in the database. A device gets such a message with the next one of its conversation, or when it connects again. A batch in hand at that moment may be pushed twice, which clients do not show. To keep the loss small:

- \`min-replicas-to-write 1\` and \`min-replicas-max-lag 10\` on every master. A master without a replica then refuses writes, which is an outage like any other: what was not taken is pushed later. Without it, a master that is cut off goes on taking pushes that are thrown away when it comes back. Parley does not use \`WAIT\`: it would delay every push and still promise nothing about a failover.
- \`appendonly yes\`, so that a restart keeps what waits.
- \`maxmemory-policy noeviction\`, so that a full Redis refuses and does not forget.
- In a cluster, a replica for every master. logic hands events over in order: until somebody takes over the slots of a master that died, what comes behind an event for them waits, and pushes for the other partitions may come again. With \`cluster-require-full-coverage no\` what waits in the other partitions is delivered meanwhile. The clocks of the nodes should agree to a second: entries of the session store expire by them.

A cluster spreads the partitions of the queue over its nodes, so \`queue.partitions\` should be several times the number of masters.`;
}
