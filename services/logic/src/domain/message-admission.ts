import type { Admission } from '@parley/store';

/**
 * Who may write a message into a log. Looked at inside the transaction that appends it, so that nobody
 * writes who was removed a moment before. The answers are those of `requireMember`.
 */
export const MESSAGE_ADMISSION: Admission = {
  world: { members: 'admit', others: 'admit' },
  room: { members: 'admit', others: 'not_a_member' },
  direct: { members: 'admit', others: 'not_found' },
  group: { members: 'admit', others: 'not_found' },
  // Only the server writes there.
  inbox: { members: 'forbidden', others: 'not_found' },
};
