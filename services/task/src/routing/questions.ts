import type { ConversationId, UserId } from '@parley/core';
import type { RoutedDispatch } from './dispatch.ts';

/** What has to be asked of the session store before dispatches can be routed; nothing comes twice. */
export interface Questions {
  /** Which nodes have subscribers of these? */
  conversationIds: ConversationId[];
  /** Which nodes hold these? */
  userIds: UserId[];
}

/**
 * The questions of a batch. The users of `subscriptions` are asked for too, whatever the audience:
 * their nodes have to subscribe them, or let them go. A retry knows its node and asks nothing.
 */
export function questionsOf(dispatches: readonly RoutedDispatch[]): Questions {
  const conversationIds = new Set<ConversationId>();
  const userIds = new Set<UserId>();
  for (const dispatch of dispatches) {
    if (dispatch.onlyServerId !== '') continue;
    if (dispatch.audience?.to === 'subscribers') conversationIds.add(dispatch.conversationId);
    for (const userId of dispatch.audience?.users?.userIds ?? []) userIds.add(userId);
    for (const subscription of dispatch.subscriptions) userIds.add(subscription.userId);
  }
  return { conversationIds: [...conversationIds], userIds: [...userIds] };
}
