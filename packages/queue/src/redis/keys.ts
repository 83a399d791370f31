/**
 * The only place where keys are built. What stands in braces picks the slot of Redis Cluster: all keys
 * of a partition lie on one node, as a script needs, and the partitions spread over the nodes.
 */
export interface QueueKeys {
  /** Elements in order, to be taken. */
  list(partition: number): string;
  /** The batch in hand, in order; what a dead consumer left. */
  processing(partition: number): string;
  /** The holder's name; gone when nobody has the partition. */
  lease(partition: number): string;
  /** Elements by the time at which they come back. */
  postponed(partition: number): string;
  /** Dead letters by id, and their ids by time of death. */
  readonly deadLetters: string;
  readonly deadOrder: string;
  /** Consumers by their last sign of life. */
  readonly consumers: string;
  /** The number of partitions that all nodes agree on. */
  readonly partitions: string;
  /** Channel: the partitions that have something new (`3,7`), or `CHANGED`. */
  readonly wake: string;
}

/** Said on the wake channel when consumers or leases changed. */
export const CHANGED = '*';

export function queueKeys(prefix: string): QueueKeys {
  return {
    list: partition => `${prefix}:{q${partition}}:list`,
    processing: partition => `${prefix}:{q${partition}}:processing`,
    lease: partition => `${prefix}:{q${partition}}:lease`,
    postponed: partition => `${prefix}:{q${partition}}:postponed`,
    deadLetters: `${prefix}:{dead}:letters`,
    deadOrder: `${prefix}:{dead}:order`,
    consumers: `${prefix}:{consumers}`,
    partitions: `${prefix}:{consumers}:partitions`,
    wake: `${prefix}:wake`,
  };
}
