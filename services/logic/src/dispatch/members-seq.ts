import type { EventRecord } from '@parley/store';
import { changesMembers } from './subscriptions.ts';

/**
 * Events that follow each other in a log, each with the seq of the last change of members before it.
 *
 * @param before of the change before the first of them. Undefined says that it is not known: then the
 *   event before stands for it. A connect node that is not so far asks for the members once too often.
 */
export function withMembersSeqs(
  events: readonly EventRecord[],
  before: number | undefined,
): { event: EventRecord; membersSeq: number }[] {
  let known = before;
  return events.map(event => {
    const membersSeq = known ?? event.seq - 1;
    if (changesMembers(event)) known = event.seq;
    return { event, membersSeq };
  });
}
