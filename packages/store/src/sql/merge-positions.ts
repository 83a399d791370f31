import type { MemberPosition } from '../conversations.ts';
import { byId, isId } from './ids.ts';

/**
 * One position per member, the furthest of each, in the order of the keys. One, because a statement
 * that meets a row twice keeps either; in order, because two writers that lock the same rows in the
 * same order never wait for each other in a circle.
 */
export function mergePositions(positions: readonly MemberPosition[]): MemberPosition[] {
  const furthest = new Map<string, MemberPosition>();
  for (const position of positions) {
    const { conversationId, userId } = position;
    if (!isId(conversationId) || !isId(userId)) continue;
    const key = `${conversationId} ${userId}`;
    const other = furthest.get(key);
    furthest.set(key, {
      conversationId,
      userId,
      deliveredSeq: Math.max(position.deliveredSeq, other?.deliveredSeq ?? 0),
      readSeq: Math.max(position.readSeq, other?.readSeq ?? 0),
    });
  }
  return [...furthest.values()].sort(
    (a, b) => byId(a.conversationId, b.conversationId) || byId(a.userId, b.userId),
  );
}
