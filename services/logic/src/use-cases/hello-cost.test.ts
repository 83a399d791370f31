import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HOLDS_NOTHING, openTestLogic, type TestLogic } from '../../test/harness.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';

let logic: TestLogic;
beforeEach(async () => {
  logic = await openTestLogic();
});
afterEach(() => logic.close());

const register = (name: string) =>
  logic.useCases.registerAccount({
    name,
    password: 'correct horse',
    displayName: '',
    deviceName: '',
  });

const open = ({ accessToken }: SignedIn, n: number) =>
  logic.useCases.openConnection({
    accessToken,
    deviceId: `d${n}`,
    connectionId: `c${n}`,
    serverId: 's1',
    away: false,
    attempt: 0,
    ...HOLDS_NOTHING,
  });

/** Counts the reads of the database from now on; each is one statement. */
function countReads(): Record<string, number> {
  const { accounts, sessions, conversations } = logic.store;
  const counts: Record<string, number> = {};
  const count = <K extends string, Port extends Record<K, (ids: never) => unknown>>(
    port: Port,
    name: K,
    label: string,
  ) => {
    const read = port[name];
    counts[label] = 0;
    port[name] = ((ids: never) => {
      counts[label] = (counts[label] ?? 0) + 1;
      return read(ids);
    }) as Port[K];
  };
  count(sessions, 'owners', 'sessions');
  count(conversations, 'ofUsers', 'memberships');
  count(conversations, 'find', 'world');
  count(accounts, 'findPresence', 'modes');
  return counts;
}

test('a hello reads memberships once, and a hundred hellos of one turn as often as one', async () => {
  const people = [await register('ada'), await register('bob')];
  const once = { sessions: 2, memberships: 1, world: 1, modes: 1 };
  const counts = countReads();
  const [ada] = people;
  if (ada === undefined) throw new Error('nobody');
  await open(ada, 0);
  expect(counts).toEqual(once);

  for (const label of Object.keys(counts)) counts[label] = 0;
  const crowd = Array.from({ length: 100 }, (_, n) => people[n % 2] ?? ada);
  const opened = await Promise.all(crowd.map((one, n) => open(one, n + 1)));
  expect(counts).toEqual(once);
  // Of each the lobby and the world channel, without asking anew.
  expect(opened.map(({ heads }) => heads.heads.length)).toEqual(crowd.map(() => 2));
});
