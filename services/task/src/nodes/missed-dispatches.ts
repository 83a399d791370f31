import type { ServerId } from '@parley/core';
import type { RoutedDispatch } from '../routing/dispatch.ts';

/**
 * What a node has missed for good and still has to learn of. Of a log the newest event is enough: whoever
 * gets it sees the gap and asks for the rest. So one for each log is tried on, however much was missed,
 * beside every change of members and every sign-out, which nothing else would make good.
 */
export class MissedDispatches {
  private readonly newest = new Map<ServerId, Map<string, number>>();

  /** Whether it has to be tried on; false once something newer tells the node the same. */
  isNeeded(dispatch: RoutedDispatch): boolean {
    const { onlyServerId, conversationId, seq, subscriptions, closeSessionId } = dispatch;
    if (subscriptions.length > 0 || closeSessionId !== '') return true;
    const ofNode = this.newest.get(onlyServerId) ?? new Map<string, number>();
    if (seq < (ofNode.get(conversationId) ?? 0)) return false;
    this.newest.set(onlyServerId, ofNode.set(conversationId, seq));
    return true;
  }

  /** The node has it now. */
  taken(serverId: ServerId, { conversationId, seq }: RoutedDispatch): void {
    const ofNode = this.newest.get(serverId);
    if (ofNode === undefined || seq < (ofNode.get(conversationId) ?? 0)) return;
    ofNode.delete(conversationId);
    if (ofNode.size === 0) this.newest.delete(serverId);
  }

  /** The node is gone, and what it missed with it. */
  forget(serverId: ServerId): void {
    this.newest.delete(serverId);
  }
}
