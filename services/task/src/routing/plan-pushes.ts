import type { ConversationId, ServerId, UserId } from '@parley/core';
import type { RoutedDispatch } from './dispatch.ts';

/** What is known of where everybody is. */
export interface Whereabouts {
  hosts: ReadonlyMap<ConversationId, readonly ServerId[]>;
  bindings: ReadonlyMap<UserId, readonly { serverId: ServerId }[]>;
  /** The nodes that can be pushed to. */
  live: ReadonlySet<ServerId>;
  /** Nodes that have just left the registry and may come back: they miss what is for everyone. */
  missing: readonly ServerId[];
}

export interface PushPlan {
  /** One push per node, its dispatches in the order of the batch. */
  pushes: Map<ServerId, RoutedDispatch[]>;
  /** What would have gone to nodes that are not live. */
  gone: Map<ServerId, RoutedDispatch[]>;
}

/** Turns dispatches into one push per node. Each node has a dispatch at most once. */
export function planPushes(
  dispatches: readonly RoutedDispatch[],
  whereabouts: Whereabouts,
): PushPlan {
  const plan: PushPlan = { pushes: new Map(), gone: new Map() };
  for (const dispatch of dispatches) {
    for (const serverId of targetsOf(dispatch, whereabouts)) {
      const side = whereabouts.live.has(serverId) ? plan.pushes : plan.gone;
      const list = side.get(serverId);
      if (list) list.push(dispatch);
      else side.set(serverId, [dispatch]);
    }
  }
  return plan;
}

function targetsOf(dispatch: RoutedDispatch, whereabouts: Whereabouts): ReadonlySet<ServerId> {
  if (dispatch.onlyServerId !== '') return new Set([dispatch.onlyServerId]);
  const targets = new Set(audienceNodes(dispatch, whereabouts));
  for (const { userId } of dispatch.subscriptions) addNodesOf(userId, whereabouts, targets);
  return targets;
}

function audienceNodes(
  { conversationId, audience }: RoutedDispatch,
  whereabouts: Whereabouts,
): Iterable<ServerId> {
  switch (audience?.to) {
    case 'subscribers':
      return whereabouts.hosts.get(conversationId) ?? [];
    case 'users': {
      const nodes = new Set<ServerId>();
      for (const userId of audience.users?.userIds ?? []) addNodesOf(userId, whereabouts, nodes);
      return nodes;
    }
    // Only the nodes know whom their sockets watch.
    case 'watchersOf':
      return whereabouts.live;
    case 'everyone':
    case undefined:
      return [...whereabouts.live, ...whereabouts.missing];
  }
}

function addNodesOf(userId: UserId, whereabouts: Whereabouts, nodes: Set<ServerId>): void {
  for (const { serverId } of whereabouts.bindings.get(userId) ?? []) nodes.add(serverId);
}
