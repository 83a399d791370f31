import type { Dispatch } from '@parley/contracts';
import type { ServerId, Unsubscribe } from '@parley/core';
import type { GatewayLoad } from './gateway-load.ts';

/** The connect nodes as task sees them. */
export interface ConnectGateway {
  /** The nodes that are registered now. */
  live(): ReadonlySet<ServerId>;
  /** Called with each node that has disappeared from the registry. */
  onGone(listener: (serverId: ServerId) => void): Unsubscribe;
  /**
   * One frame on the long-lived stream to a node. Resolves when the dispatches lie in the sockets'
   * outbound queues; pushes to one node keep their order.
   * @throws ParleyError `unavailable` (unknown or broken node), `deadline_exceeded`.
   */
  push(serverId: ServerId, dispatches: readonly Dispatch[]): Promise<{ deliveries: number }>;
  readonly load: Readonly<GatewayLoad>;
  close(): Promise<void>;
}
