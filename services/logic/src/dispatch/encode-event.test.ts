import { expect, test } from '@jest/globals';
import type { EventRecord } from '@parley/store';
import fc from 'fast-check';
import { encodeEvent } from './encode-event.ts';

const id = fc.bigInt(1n, 9_999_999_999_999_999n).map(String);
const seq = fc.integer({ min: 1 });

const event: fc.Arbitrary<EventRecord> = fc.record({
  messageId: id,
  conversationId: id,
  senderId: id,
  clientId: fc.oneof(fc.constant(null), fc.string({ unit: 'binary-ascii', minLength: 1 })),
  type: fc.constantFrom('message', 'created', 'members-added', 'members-removed'),
  body: fc.json(),
  createdAtMs: fc.nat(Number.MAX_SAFE_INTEGER),
  seq,
});

test('is the JSON of the event as clients see it, whatever it holds', () => {
  fc.assert(
    fc.property(event, record => {
      const { clientId, body, ...rest } = record;
      expect(JSON.parse(encodeEvent(record).toString())).toEqual({
        ...rest,
        ...(clientId === null ? {} : { clientId }),
        body: JSON.parse(body),
      });
    }),
  );
});
