import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkHistory } from './check-history.ts';
import { DEVICE_FAULTS } from './test/device-faults.ts';
import { actions, correctFacts, historyOf } from './test/histories.ts';
import { LOG_FAULTS } from './test/log-faults.ts';
import type { Pick } from './test/plant.ts';

test('nothing is found in a history that keeps every promise', () => {
  fc.assert(
    fc.property(actions, fc.boolean(), (happening, withStore) => {
      expect(checkHistory(historyOf(correctFacts(happening, withStore)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('a planted fault is found, by its rule alone and where it is', () => {
  test.each(
    [...LOG_FAULTS, ...DEVICE_FAULTS].map(fault => [fault.rule, fault.name, fault] as const),
  )('%s: %s', (rule, _name, { plant, needsStore }) => {
    const store = needsStore ? fc.constant(true) : fc.boolean();
    fc.assert(
      fc.property(actions, store, fc.infiniteStream(fc.nat()), (happening, withStore, chances) => {
        const pick: Pick = list => list[Number(chances.next().value) % list.length];
        const planted = plant(correctFacts(happening, withStore), pick);
        fc.pre(planted !== null);
        const { conversationId, seq } = planted;
        const history = historyOf(planted.facts);
        const findings = checkHistory(history);
        expect(new Set(findings.map(finding => finding.rule))).toEqual(new Set([rule]));
        const found = findings.find(
          finding => finding.conversationId === conversationId && finding.seq === seq,
        );
        expect(found?.message).toContain(`${seq}`);
        expect(found?.message).toContain(conversationId);
        for (const order of found?.entries ?? []) {
          expect([...history][order - 1]).toMatchObject({ order, conversationId });
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('a finding says what happened, who is concerned and which entries prove it', () => {
  const at = { conversationId: '9', deviceId: 'phone', userId: '7' };
  const event = (seq: number) => {
    return { seq, messageId: `m${seq}`, senderId: '7', clientId: `c${seq}`, content: `hi ${seq}` };
  };
  const history = historyOf([
    { kind: 'seen', ...at, event: event(4) },
    { kind: 'seen', ...at, event: event(7) },
  ]);
  expect(checkHistory(history)).toEqual([
    {
      rule: 'hole',
      promise: 3,
      conversationId: '9',
      seq: 5,
      devices: ['phone'],
      entries: [1, 2],
      message: 'In conversation 9 device phone showed seq 7 after 4: seq 5 to 6 is missing.',
    },
  ]);
});

test('a fault that is everywhere gives no more findings than asked for', () => {
  const at = { conversationId: '9', deviceId: 'phone', userId: '7' };
  const event = { seq: 1, messageId: 'm', senderId: '7', clientId: 'c', content: 'hi' };
  const history = historyOf(Array.from({ length: 1_000 }, () => ({ kind: 'seen', ...at, event })));
  expect(checkHistory(history)).toHaveLength(100);
  expect(checkHistory(history, { findingsPerRule: 3 })).toHaveLength(3);
});
