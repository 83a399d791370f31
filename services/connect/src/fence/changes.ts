import type { Dispatch__Output } from '@parley/contracts';
import type { UserId } from '@parley/core';
import type { Hub } from '../hub/hub.ts';

type Channels = Pick<Hub, 'channelsOf'>;

/** Whether it would subscribe somebody who is here and is not subscribed. */
export function bringsIn(dispatch: Dispatch__Output, hub: Channels): boolean {
  return dispatch.subscriptions.some(
    ({ userId, subscribed }) => subscribed && isOutside(userId, dispatch, hub),
  );
}

/** The event of a change that the subscriptions reflect already. */
export function withoutChange(dispatch: Dispatch__Output, hub: Channels): Dispatch__Output[] {
  if (dispatch.subscriptions.length === 0) return [dispatch];
  return [{ ...dispatch, subscriptions: [] }, ...farewell(dispatch, hub)];
}

/** Whoever was removed hears that, also when taken out before the event came. */
export function farewell(dispatch: Dispatch__Output, hub: Channels): Dispatch__Output[] {
  const userIds = dispatch.subscriptions
    .filter(({ userId, subscribed }) => !subscribed && isOutside(userId, dispatch, hub))
    .map(({ userId }) => userId);
  if (userIds.length === 0) return [];
  return [{ ...dispatch, subscriptions: [], audience: { to: 'users', users: { userIds } } }];
}

/** Who is here and would be subscribed, each with the last event that says so. */
export function joinersOf(
  dispatches: readonly Dispatch__Output[],
  hub: Channels,
): Map<UserId, number> {
  const joiners = new Map<UserId, number>();
  for (const { seq, subscriptions } of dispatches) {
    for (const { userId, subscribed } of subscriptions) {
      if (!subscribed || hub.channelsOf(userId).length === 0) continue;
      joiners.set(userId, Math.max(seq, joiners.get(userId) ?? 0));
    }
  }
  return joiners;
}

/** Whether one of these tells the user of the own removal. */
export function isTold(userId: UserId, dispatches: readonly Dispatch__Output[]): boolean {
  return dispatches.some(({ subscriptions }) =>
    subscriptions.some(change => change.userId === userId && !change.subscribed),
  );
}

/** Whether the user has channels here that do not hear the conversation. */
function isOutside(userId: UserId, { conversationId }: Dispatch__Output, hub: Channels): boolean {
  return hub
    .channelsOf(userId)
    .some(({ rooms }) => !rooms.some(room => room.conversationId === conversationId));
}
