import type { Unsubscribe } from '@parley/core';

export type ServiceName = 'api' | 'connect' | 'logic' | 'task';

/** One running process of a service, as the others find it. */
export interface Instance {
  service: ServiceName;
  /** Never reused; a connect node's is its serverId. */
  instanceId: string;
  /** `host:port` of its gRPC server. */
  address: string;
  meta: Readonly<Record<string, string>>;
}

/** An entry that lives as long as this process keeps it alive. */
export interface Registration {
  /** Takes the entry out at once. Safe to call twice. */
  close(): Promise<void>;
}

/** A slot number that nobody else holds. */
export interface SlotClaim {
  slot: number;
  /** Called once when the claim may have passed to somebody else; stop using the slot. */
  onLost(listener: () => void): Unsubscribe;
  close(): Promise<void>;
}

/** A live view of one service. */
export interface InstanceWatch {
  /** The instances known now, by instanceId. */
  readonly current: ReadonlyMap<string, Instance>;
  /** Called after every change of `current`. */
  onChange(listener: () => void): Unsubscribe;
  close(): Promise<void>;
}

/**
 * Who is where. Entries are held by a lease: an instance that dies disappears after its lease
 * (`leaseMs`), and one whose lease was lost while it lived registers again by itself with backoff.
 *
 * Views are eventually equal; a view that cannot be refreshed keeps what it knew, because an old
 * address is worth more than none.
 */
export interface Registry {
  register(instance: Instance): Promise<Registration>;
  /** Resolves when the first state is known. */
  watch(service: ServiceName): Promise<InstanceWatch>;
  /**
   * Claims the lowest free number 0 … count-1 under `name` (snowflake worker ids).
   * @throws ParleyError `limit_reached` when all are taken.
   */
  claimSlot(name: string, count: number): Promise<SlotClaim>;
  close(): Promise<void>;
}
