import { describe, expect, test } from '@jest/globals';
import { admitAll, draft, group, NO_ONE, ofUser, session, user } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeLifecycle({ store, open }: Subject): void {
  describe('opening and closing', () => {
    test('answers a ping while it is open', async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });

    test('what was acknowledged is there after closing and opening again', async () => {
      const first = await open();
      const ada = user('Durable Ada');
      const device = session({ userId: ada.userId });
      await first.accounts.create(ada);
      await first.sessions.create(device);
      const { conversationId, members } = await group(first, 3);
      const drafts = members.map(member => draft(conversationId, member));
      await first.log.append(drafts, admitAll);
      await first.conversations.mark([
        { conversationId, userId: members[0], deliveredSeq: 3, readSeq: 2 },
      ]);
      const before = await ofUser(first, members[0]);
      await first.close();

      const second = await open();
      expect(await second.accounts.findByName('durable ada')).toEqual(ada);
      expect((await second.sessions.find([device.sessionId])).get(device.sessionId)).toEqual(
        device,
      );
      expect(await second.log.read(conversationId, { afterSeq: 0 }, 9)).toEqual(
        drafts.map((one, index) => ({ ...one, seq: index + 1 })),
      );
      expect(await ofUser(second, members[0])).toEqual(before);
      expect(before[0]?.member).toMatchObject({ deliveredSeq: 3, readSeq: 2 });
    });

    test('is refused after closing, and closes only once', async () => {
      const closed = await open();
      await closed.close();
      await closed.close();
      const calls = [
        closed.ping(),
        closed.accounts.findByName('x'),
        closed.sessions.find([]),
        closed.conversations.find([NO_ONE]),
        closed.log.append([draft(NO_ONE, NO_ONE)], admitAll),
      ];
      for (const call of calls) {
        await expect(call).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      }
    });
  });
}
