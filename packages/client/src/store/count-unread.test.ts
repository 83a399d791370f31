import { expect, test } from '@jest/globals';
import type { LogEvent } from '@parley/wire';
import fc from 'fast-check';
import { ConversationLog } from '../log/conversation-log.ts';
import { type CountedStretch, countUnread } from './count-unread.ts';

const ME = '7';
const MOST = 5;

type Kind = 'other' | 'mention' | 'own' | 'notice';

function eventOf(kind: Kind, seq: number): LogEvent {
  const base = { conversationId: '1', seq, messageId: `${seq}`, createdAtMs: seq };
  const senderId = kind === 'own' ? ME : '8';
  if (kind === 'notice') {
    return { ...base, senderId, type: 'members-added', body: { userIds: ['9'] } };
  }
  const body = { kind: 'text' as const, text: 'hi' };
  const mentions = kind === 'mention' ? [ME, '9'] : kind === 'own' ? [ME] : ['9'];
  return { ...base, senderId, type: 'message', clientId: `${seq}`, body: { ...body, mentions } };
}

/** What the server would say: counted over the whole log. */
function truth(kinds: readonly Kind[], from: number, to: number, epoch = 1): CountedStretch {
  const some = kinds.slice(from, Math.min(to, from + MOST));
  const mentionCount = some.filter(kind => kind === 'mention').length;
  const unreadCount = mentionCount + some.filter(kind => kind === 'other').length;
  return { epoch, from, to, unreadCount, mentionCount };
}

/** A log of which the window holds `firstSeq … headSeq`. */
function heldLog(kinds: readonly Kind[], firstSeq: number, headSeq: number): ConversationLog {
  const log = new ConversationLog({ epoch: 1, lastSeq: headSeq, visibleFromSeq: 1 });
  const events = kinds.map((kind, at) => eventOf(kind, at + 1)).slice(firstSeq - 1, headSeq);
  log.prepend(events, firstSeq > 1);
  return log;
}

const kinds = fc.array(fc.constantFrom<Kind>('other', 'mention', 'own', 'notice'), {
  maxLength: 16,
});
const place = fc.integer({ min: 0, max: 16 });

test('is what the log says, from whatever is held and whatever was counted, or is not known', () => {
  let known = 0;
  fc.assert(
    fc.property(kinds, fc.tuple(place, place, place, place, place), fc.boolean(), (log, at, is) => {
      const clip = (seq: number) => Math.min(seq, log.length);
      const [from, a, b, counted, to] = at.map(clip) as [number, number, number, number, number];
      const window = heldLog(log, Math.min(a, b) + 1, Math.max(a, b));
      const start = is ? from : counted;
      const stretch = to >= start ? truth(log, start, to, is ? 1 : 2) : null;
      const found = countUnread(window, from, stretch, ME, MOST);
      if (found === undefined) {
        // Only if something between `from` and the window was neither held nor counted.
        expect(window.firstSeq).toBeGreaterThan(from + 1);
        expect(stretch?.epoch === 1 && stretch.to >= window.firstSeq - 1).toBe(false);
        return;
      }
      known++;
      expect(found).toEqual(truth(log, from, found.to));
      expect(found.to).toBeGreaterThanOrEqual(window.headSeq);
    }),
    { numRuns: 2_000 },
  );
  expect(known).toBeGreaterThan(500);
});

test('what was counted stays right when the window is trimmed and the log goes on', () => {
  fc.assert(
    fc.property(kinds, place, place, place, (log, from, head, keep) => {
      const headSeq = Math.min(head, log.length);
      const window = heldLog(log, 1, headSeq);
      const counted = countUnread(window, from, null, ME, MOST) ?? null;
      window.trim(keep);
      const rest = log.map((kind, at) => eventOf(kind, at + 1)).slice(headSeq);
      window.accept(rest);
      const found = countUnread(window, from, counted, ME, MOST);
      const { to, ...counts } = truth(log, from, Math.max(log.length, from));
      expect(found).toMatchObject(counts);
      expect(found?.to).toBe(to);
    }),
  );
});
