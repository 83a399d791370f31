import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { Registry } from 'prom-client';
import { openTestLogic, QUEUE_IS_AWAY, type TestLogic, text } from '../test/harness.ts';
import { createLogic } from './create-logic.ts';

let base: TestLogic;

beforeEach(async () => {
  base = await openTestLogic();
});
afterEach(() => base.close());

const open = (options: object = {}) => {
  const metrics = new Registry();
  const logic = createLogic({
    ...base.ports,
    metrics,
    options: { ...base.ports.options, ...options },
  });
  return { ...logic, metrics };
};
const lobbyTexts = async () => {
  const events = await base.store.log.read(LOBBY_ID, { afterSeq: 0 }, 100);
  return events.flatMap(({ type, body }) => (type === 'message' ? [JSON.parse(body).text] : []));
};

describe('logic', () => {
  test('several instances that start at once make one lobby and one world', async () => {
    const instances = [open(), open(), open()];
    await Promise.all(instances.map(instance => instance.start()));
    const found = await base.store.conversations.find([LOBBY_ID, WORLD_ID]);
    expect(found.get(LOBBY_ID)).toMatchObject({ kind: 'room', title: 'Lobby', memberCount: 0 });
    expect(found.get(WORLD_ID)).toMatchObject({ kind: 'world', memberCount: 0 });
    await Promise.all(instances.map(instance => instance.close()));
  });

  test('the demo is there once, however often and from however many it is asked for', async () => {
    const instances = [open(), open()];
    await Promise.all(instances.map(instance => instance.seedDemo()));
    await instances[0]?.seedDemo();
    const texts = await lobbyTexts();
    expect(texts).toHaveLength(12);
    expect(new Set(texts).size).toBe(12);
    expect(texts[0]).toContain('Welcome');
    for (const name of ['demo', 'test', 'admin']) {
      const { user } = await base.useCases.signIn({ name, password: '111111', deviceName: '' });
      expect(user.displayName.toLowerCase()).toBe(name);
    }
    const members = await base.store.conversations.members(LOBBY_ID, { limit: 10 });
    expect(members.items.map(({ role }) => role).sort()).toEqual(['member', 'member', 'owner']);
    await Promise.all(instances.map(instance => instance.close()));
    expect(base.queue.places).toHaveLength(15);
  });

  test('closing hands over what was committed, and does not wait for ever', async () => {
    const ann = await base.person('ann');
    await base.settled();
    const instance = open({ closeTimeoutMs: 50 });
    await instance.seedDemo();
    await instance.close();
    expect(base.queue.places).toContain(`1/${1 + 3 + 12}`);
    const later = Date.now() + 60_000;
    expect(await base.store.log.undispatched(later, 10)).toEqual([]);

    base.queue.refusal = QUEUE_IS_AWAY;
    const input = { conversationId: LOBBY_ID, clientId: 'c', body: text('hi') };
    await base.send(ann, input);
    await base.dispatcher.close(50);
    expect(await base.store.log.undispatched(later, 10)).toHaveLength(1);
    base.queue.refusal = undefined;
  });

  test('what it does can be measured', async () => {
    const { metrics, ...instance } = open();
    await instance.seedDemo();
    await instance.close();
    const page = await metrics.metrics();
    for (const line of [
      /^parley_logic_commits_total 12$/m,
      /^parley_logic_commit_drafts_sum 12$/m,
      /^parley_logic_commit_seconds_count 12$/m,
      /^parley_logic_waiting_drafts 0$/m,
      /^parley_logic_waiting_dispatches 0$/m,
      /^parley_logic_waiting_passwords 0$/m,
      /^parley_logic_dispatch_lag_seconds_count [1-9]/m,
      /^parley_logic_dispatches_left_total 0$/m,
      /^parley_logic_sweeper_resends_total 0$/m,
    ]) {
      expect(page).toMatch(line);
    }
  });

  test('a secret that is too short stops it', () => {
    expect(() => open({ jwtSecrets: ['short'] })).toThrow(RangeError);
  });
});
