import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AppendResult, EventDraft, EventRecord } from '../event-log.ts';
import { admitMembers, draft, newConversation, nextIds } from './fixtures.ts';
import type { Subject } from './harness.ts';

/** The rules of the log said a second time, as simply as can be. */
class Model {
  private readonly logs = new Map<string, EventRecord[]>();
  private readonly members: ReadonlySet<string>;

  constructor(conversationIds: readonly string[], members: ReadonlySet<string>) {
    for (const id of conversationIds) this.logs.set(id, []);
    this.members = members;
  }

  append(one: EventDraft): Pick<AppendResult, 'status'> & { seq?: number } {
    const all = [...this.logs.values()].flat();
    const first = all.find(
      event => event.senderId === one.senderId && event.clientId === one.clientId,
    );
    if (first && one.clientId !== null) {
      const same = first.conversationId === one.conversationId && first.body === one.body;
      return same ? { status: 'duplicate', seq: first.seq } : { status: 'conflict' };
    }
    const log = this.logs.get(one.conversationId);
    if (!log || !this.members.has(`${one.conversationId} ${one.senderId}`)) {
      return { status: 'refused' };
    }
    log.push({ ...one, seq: log.length + 1 });
    return { status: 'appended', seq: log.length };
  }

  log(conversationId: string): EventRecord[] {
    return this.logs.get(conversationId) ?? [];
  }
}

/** Small numbers, so that repeats and conflicts are common. */
const choice = fc.record({
  conversation: fc.nat({ max: 3 }),
  sender: fc.nat({ max: 3 }),
  clientId: fc.option(fc.nat({ max: 5 })),
  body: fc.nat({ max: 2 }),
});
const batches = fc.array(fc.array(choice, { maxLength: 12 }), { maxLength: 6 });

export function describeAppendModel({ store }: Subject): void {
  describe('any sequence of batches', () => {
    test('leaves what the model says: no gap, no second copy, no event of a stranger', async () => {
      await fc.assert(
        fc.asyncProperty(batches, async sequence => {
          const senders = nextIds(4);
          // The last sender is no member anywhere; the last conversation does not exist.
          const ids = [];
          for (let index = 0; index < 3; index++) {
            const fresh = newConversation(senders.slice(0, 3));
            await store().conversations.create(fresh);
            ids.push(fresh.conversation.conversationId);
          }
          const pairs = ids.flatMap(id => senders.slice(0, 3).map(sender => `${id} ${sender}`));
          const model = new Model(ids, new Set(pairs));
          const conversations = [...ids, ...nextIds(1)];

          for (const batch of sequence) {
            const drafts = batch.map(({ conversation, sender, clientId, body }) =>
              draft(conversations[conversation] ?? '', senders[sender] ?? '', {
                clientId: clientId === null ? null : `client-${clientId}`,
                body: String(body),
              }),
            );
            const results = await store().log.append(drafts, admitMembers);
            expect(
              results.map(result =>
                'event' in result
                  ? { status: result.status, seq: result.event.seq }
                  : { status: result.status },
              ),
            ).toEqual(drafts.map(one => model.append(one)));
          }
          const heads = await store().conversations.find(ids);
          for (const id of ids) {
            const log = model.log(id);
            expect(await store().log.read(id, { afterSeq: 0 }, 100)).toEqual(log);
            expect(heads.get(id)?.lastSeq).toBe(log.length);
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}
