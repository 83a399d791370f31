import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import type { RecordedCall } from './memory-logic.ts';
import type { TestClient } from './test-client.ts';

let node: TestNode;
beforeEach(async () => {
  node = await startNode();
});
afterEach(() => node.close());

/** Runs `meanwhile` once, while the first call of this kind is on its way to or from logic. */
function during(when: 'before' | 'after', kind: RecordedCall['kind'], meanwhile: () => unknown) {
  let done = false;
  node.logic[when] = async call => {
    if (call.kind !== kind || done) return;
    done = true;
    await meanwhile();
  };
}

test('an event that comes after subscribing and before welcome follows welcome', async () => {
  node.logic.createGroup('20', ['7']);
  during('after', 'heads', async () => {
    // Committed after the heads were read: they do not cover it.
    await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'in between')));
  });
  const client = await node.connect();
  client.hello(node.logic.signIn('7'));
  await eventually(() => expect(client.heard).toEqual(['20/1']));
  expect(client.frames.map(({ op }) => op)).toEqual(['welcome', 'events']);
  expect(await client.first('welcome')).toMatchObject({ heads: [{ lastSeq: 0 }] });
});

test('an event that comes while the conversation is being occupied is in the heads', async () => {
  node.logic.createGroup('20', ['7']);
  // Nobody is found to push it to.
  during('before', 'occupy', () => node.logic.say('20', 'too early'));
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  expect(await client.first('welcome')).toMatchObject({ heads: [{ lastSeq: 1 }] });
  node.logic.say('20', 'next');
  await eventually(() => expect(client.heard).toEqual(['20/2']));
});

describe('pushes come here already', () => {
  let other: TestClient;
  beforeEach(async () => {
    node.logic.createGroup('20', ['7', '8']);
    other = await (await node.connect()).welcomed(node.logic.signIn('8'));
    node.logic.calls.length = 0;
  });
  const hello = async () => {
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    return client.first('welcome');
  };
  const asked = () => node.logic.calls.map(({ kind }) => kind);

  test('then one question is enough', async () => {
    node.logic.say('20', 'before');
    expect(await hello()).toMatchObject({ heads: [{ conversationId: '20', lastSeq: 1 }] });
    expect(asked()).toEqual(['open']);
  });

  test('unless one of them came before the answer', async () => {
    during('after', 'open', async () => {
      await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'in between')));
    });
    expect(await hello()).toMatchObject({ heads: [{ conversationId: '20', lastSeq: 1 }] });
    expect(asked()).toEqual(['open', 'heads']);
  });

  test('or one to the user alone, of a conversation that logic did not know of yet', async () => {
    during('after', 'open', async () => {
      node.logic.createDirect('30', ['7', '9']);
      await node.push(node.logic.dispatchOf('30', node.logic.commitOnly('30', 'hi')));
    });
    const { heads } = (await hello()) as { heads: object[] };
    expect(heads).toContainEqual(expect.objectContaining({ conversationId: '30', lastSeq: 1 }));
    expect(asked()).toEqual(['open', 'heads']);
  });

  test('or they have stopped coming for a while', async () => {
    during('before', 'open', async () => {
      other.socket.close(1000);
      await eventually(() => expect(node.logic.occupied).not.toContain('20'));
      node.logic.say('20', 'nobody hears it');
    });
    during('after', 'open', () => node.logic.say('20', 'nor this'));
    expect(await hello()).toMatchObject({ heads: [{ conversationId: '20', lastSeq: 2 }] });
    // The first to occupy says that it is vacated.
    const calls = asked().filter(kind => kind !== 'close');
    expect(calls).toEqual(['open', 'occupy', 'occupy', 'heads']);
  });
});

test('who is added to a group while saying hello hears it from then on', async () => {
  node.logic.createGroup('20', ['8']);
  during('after', 'open', async () => {
    await node.push(node.logic.dispatchOf('20', node.logic.commitChange('20', '7', true)));
  });
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  expect(node.logic.occupied).toContain('20');
  await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'hello')));
  await eventually(() => expect(client.heard).toEqual(['20/2']));
});

test('who is removed from a group while saying hello hears no more of it', async () => {
  node.logic.createGroup('20', ['7', '8']);
  during('after', 'open', async () => {
    await node.push(node.logic.dispatchOf('20', node.logic.commitChange('20', '7', false)));
  });
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const deliveries = await node.push(
    node.logic.dispatchOf('20', node.logic.commitOnly('20', 'not for 7')),
  );
  expect(deliveries).toBe(0);
  expect(client.heard).toEqual([]);
});

test('a session that is signed out while saying hello is not let in', async () => {
  during('after', 'open', () => node.push({ closeSessionId: 's-7' }));
  const client = await node.connect();
  client.hello(node.logic.signIn('7'));
  expect(await client.closing()).toMatchObject({ code: CLOSE.session_revoked });
  expect(client.frames).toMatchObject([{ op: 'error', error: { code: 'session_revoked' } }]);
  await eventually(() => node.logic.bindings.size === 0);
});

test.each(['open', 'occupy', 'heads'] as const)(
  'a socket that is cut during %s leaves nothing behind',
  async kind => {
    node.logic.createGroup('20', ['7']);
    const client = await node.connect();
    during('before', kind, async () => {
      client.socket.terminate();
      await eventually(() => node.service.sockets === 0);
    });
    client.hello(node.logic.signIn('7'));
    await eventually(() => node.logic.callsOf('close').length === 1);
    await eventually(() => node.logic.bindings.size === 0 && node.logic.occupied.size === 0);
  },
);

test('a late disconnect does not unbind the socket that came after it', async () => {
  const token = node.logic.signIn('7');
  const older = await (await node.connect()).welcomed(token);
  older.socket.terminate();
  const newer = await (await node.connect()).welcomed(token);
  await eventually(() => node.logic.callsOf('close').length === 1);
  const { connectionId } = await newer.first('welcome');
  await eventually(() => node.logic.bindings.get('7/d-1')?.connectionId === connectionId);
});

test('a conversation without subscribers is vacated, after a while', async () => {
  node.logic.createGroup('20', ['7']);
  const token = node.logic.signIn('7');
  const client = await (await node.connect()).welcomed(token);
  client.socket.close();
  await eventually(() => !node.logic.occupied.has('20'));
  await (await node.connect()).welcomed(token);
  expect(node.logic.occupied).toContain('20');
});
