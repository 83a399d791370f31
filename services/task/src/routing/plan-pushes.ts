import type { ConversationId, ServerId, UserId } from '@parley/core';
import type { RoutedDispatch } from './dispatch.ts';

/** What is known of where everybody is. */
export interface Whereabouts {
  hosts: ReadonlyMap<ConversationId, readonly ServerId[]>;
  /** The nodes that hold devices of a user. */
  nodes: ReadonlyMap<UserId, readonly ServerId[]>;
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
  const { hosts, nodes, live, missing } = whereabouts;
  const plan: PushPlan = { pushes: new Map(), gone: new Map() };
  for (const dispatch of dispatches) {
    if (dispatch.onlyServerId !== '') {
      add(plan, live, dispatch.onlyServerId, dispatch);
      continue;
    }
    const { audience, subscriptions } = dispatch;
    switch (audience?.to) {
      case 'subscribers':
        addAll(plan, live, hosts.get(dispatch.conversationId), dispatch);
        break;
      case 'users':
        for (const userId of audience.users?.userIds ?? []) {
          addAll(plan, live, nodes.get(userId), dispatch);
        }
        break;
      // Only the nodes know whom their sockets watch.
      case 'watchersOf':
        addAll(plan, live, live, dispatch);
        break;
      case 'everyone':
      case undefined:
        addAll(plan, live, live, dispatch);
        addAll(plan, live, missing, dispatch);
        break;
    }
    for (const { userId } of subscriptions) addAll(plan, live, nodes.get(userId), dispatch);
  }
  return plan;
}

function addAll(
  plan: PushPlan,
  live: ReadonlySet<ServerId>,
  serverIds: Iterable<ServerId> | undefined,
  dispatch: RoutedDispatch,
): void {
  if (serverIds === undefined) return;
  for (const serverId of serverIds) add(plan, live, serverId, dispatch);
}

/** The dispatches come one after the other, so whether a node has this one is seen at the end of its list. */
function add(
  plan: PushPlan,
  live: ReadonlySet<ServerId>,
  serverId: ServerId,
  dispatch: RoutedDispatch,
): void {
  const side = live.has(serverId) ? plan.pushes : plan.gone;
  const list = side.get(serverId);
  if (list === undefined) side.set(serverId, [dispatch]);
  else if (list.at(-1) !== dispatch) list.push(dispatch);
}
