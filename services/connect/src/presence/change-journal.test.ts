import { expect, test } from '@jest/globals';
import { type Change, ChangeJournal } from './change-journal.ts';

const left = (userId: string): Change => ({ kind: 'left', userId, conversationId: '20', seq: 1 });

test('remembers nothing while nobody reads', () => {
  const journal = new ChangeJournal();
  journal.note(left('1'));
  expect(journal.size).toBe(0);
  expect(journal.open().changes()).toEqual([]);
});

test('each reader sees what came since it began, in order', () => {
  const journal = new ChangeJournal();
  const first = journal.open();
  journal.note(left('1'));
  const second = journal.open();
  journal.note(left('2'));
  journal.note(left('3'));
  expect(first.changes()).toEqual([left('1'), left('2'), left('3')]);
  expect(second.changes()).toEqual([left('2'), left('3')]);
});

test('forgets what no reader needs, whichever ends first', () => {
  const journal = new ChangeJournal();
  const first = journal.open();
  journal.note(left('1'));
  const second = journal.open();
  journal.note(left('2'));
  const third = journal.open();
  second.close();
  expect(journal.size).toBe(2);
  first.close();
  expect(journal.size).toBe(0);
  journal.note(left('3'));
  expect(third.changes()).toEqual([left('3')]);
  third.close();
  third.close();
  expect(journal.size).toBe(0);
});

test('each reader is told whether something was pushed since it began', () => {
  const journal = new ChangeJournal();
  journal.heard('20', ['1']);
  const first = journal.open();
  expect([first.hasHeard('20'), first.hasHeard('1')]).toEqual([false, false]);
  journal.heard('20', []);
  const second = journal.open();
  journal.heard('30', ['1', '2']);
  const ids = ['20', '30', '1', '2', '3'];
  expect(ids.filter(id => first.hasHeard(id))).toEqual(['20', '30', '1', '2']);
  expect(ids.filter(id => second.hasHeard(id))).toEqual(['30', '1', '2']);
  first.close();
  expect(journal.size).toBe(3);
  second.close();
  expect(journal.size).toBe(0);
});
