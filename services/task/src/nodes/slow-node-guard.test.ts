import { expect, test } from '@jest/globals';
import { ParleyError, sleep } from '@parley/core';
import { routed, toSubscribers } from '../../test/dispatch.ts';
import { FakeConnectGateway, refuse } from '../../test/fake-connect-gateway.ts';
import { SlowNodeGuard } from './slow-node-guard.ts';

const dispatches = [routed(toSubscribers('10', 1))];
const options = { pushTimeoutMs: 60, slowNodePauseMs: 120 };
const never = () => new Promise<void>(() => {});

function setup() {
  const connect = new FakeConnectGateway('a', 'b');
  const guard = new SlowNodeGuard((...push) => connect.push(...push), options);
  return { connect, guard, push: (serverId: string) => guard.push(serverId, dispatches) };
}

test('a push that is too slow fails, and the node is then not asked for a while', async () => {
  const { connect, push } = setup();
  connect.behave('a', never);
  await expect(push('a')).rejects.toMatchObject({ code: 'deadline_exceeded' });
  const error = await push('a').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(error instanceof ParleyError && error.details.retryAfterMs).toBeGreaterThan(0);
  expect(connect.tried).toHaveLength(1);
  expect(await push('b')).toEqual({ deliveries: 1 });
});

test('after the pause one push is the probe; when it succeeds the node is as before', async () => {
  const { connect, push } = setup();
  connect.behave('a', never);
  await expect(push('a')).rejects.toMatchObject({ code: 'deadline_exceeded' });
  await sleep(options.slowNodePauseMs + 20);
  connect.behave('a', () => sleep(20));
  const probe = push('a');
  await expect(push('a')).rejects.toMatchObject({ code: 'unavailable' });
  expect(await probe).toEqual({ deliveries: 1 });
  expect(await push('a')).toEqual({ deliveries: 1 });
});

test('a node that answers late is not paused any longer', async () => {
  const { connect, push } = setup();
  let thaw = () => {};
  connect.behave('a', () => new Promise(resolve => (thaw = resolve)));
  await expect(push('a')).rejects.toMatchObject({ code: 'deadline_exceeded' });
  connect.behave('a');
  thaw();
  await sleep(1);
  expect(await push('a')).toEqual({ deliveries: 1 });
});

test('a node that refuses quickly is never paused', async () => {
  const { connect, push } = setup();
  connect.behave('a', refuse);
  for (let times = 0; times < 3; times++) {
    await expect(push('a')).rejects.toThrow('connection refused');
  }
  expect(connect.tried).toHaveLength(3);
});

test('a busy node is waited for as long as it answers anything', async () => {
  const { connect, push } = setup();
  let first = true;
  connect.behave('a', () => {
    const isFirst = first;
    first = false;
    return sleep(isFirst ? options.pushTimeoutMs * 4 : options.pushTimeoutMs / 3);
  });
  const slow = push('a');
  let settled = false;
  void slow.finally(() => {
    settled = true;
  });
  while (!settled) await push('a');
  expect(await slow).toEqual({ deliveries: 1 });
});

test('a deadline of the gateway counts as silence too', async () => {
  const { connect, push } = setup();
  connect.behave('a', async () => {
    throw new ParleyError('deadline_exceeded', 'the stream is stuck');
  });
  await expect(push('a')).rejects.toThrow('the stream is stuck');
  await expect(push('a')).rejects.toMatchObject({ code: 'unavailable' });
});
