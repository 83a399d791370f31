import type { Dispatch } from '@parley/contracts';
import { Emitter, ParleyError, type ServerId } from '@parley/core';
import type { ConnectGateway } from '@parley/rpc';

/** What a node does with a push: takes it, or fails as the function says. */
type Behaviour = () => Promise<void>;

const take: Behaviour = async () => {};

/** Connect nodes that write down what they are pushed, and that can be made to fail. */
export class FakeConnectGateway implements ConnectGateway {
  private readonly nodes = new Map<ServerId, { behaviour: Behaviour; taken: Dispatch[] }>();
  private readonly gone = new Emitter<ServerId>();
  readonly load = { pending: 0, refused: 0 };
  /** Every push, also those that failed. */
  readonly tried: { serverId: ServerId; dispatches: readonly Dispatch[]; atMs: number }[] = [];

  constructor(...serverIds: ServerId[]) {
    for (const serverId of serverIds) this.join(serverId);
  }

  join(serverId: ServerId): void {
    this.nodes.set(serverId, { behaviour: take, taken: [] });
  }

  leave(serverId: ServerId): void {
    this.nodes.delete(serverId);
    this.gone.emit(serverId);
  }

  /** From now on pushes to this node do this; without a function they are taken again. */
  behave(serverId: ServerId, behaviour: Behaviour = take): void {
    this.node(serverId).behaviour = behaviour;
  }

  /** `conversationId:seq` of what the node has taken, in order. */
  taken(serverId: ServerId): string[] {
    return this.node(serverId).taken.map(one => `${one.conversationId}:${Number(one.seq)}`);
  }

  takenDispatches(serverId: ServerId): readonly Dispatch[] {
    return this.node(serverId).taken;
  }

  live(): ReadonlySet<ServerId> {
    return new Set(this.nodes.keys());
  }

  readonly onGone = this.gone.subscribe;

  async push(serverId: ServerId, dispatches: readonly Dispatch[]): Promise<{ deliveries: number }> {
    this.tried.push({ serverId, dispatches, atMs: performance.now() });
    const node = this.node(serverId);
    await node.behaviour();
    node.taken.push(...dispatches);
    return { deliveries: dispatches.length };
  }

  async close(): Promise<void> {}

  private node(serverId: ServerId) {
    const node = this.nodes.get(serverId);
    if (!node) throw new ParleyError('unavailable', `Node ${serverId} is not registered.`);
    return node;
  }
}

/** The node refuses at once. */
export const refuse: Behaviour = async () => {
  throw new ParleyError('unavailable', 'connection refused');
};
