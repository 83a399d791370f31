import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { TestClient } from './test-client.ts';

const CLIENTS = 800;
const AT_ONCE = 50;
/** 2.5 KB when this was written, half a KB of it for what the logic of the tests remembers. */
const MOST_BYTES = 2_900;

test('an idle, authenticated connection costs little heap', async () => {
  const child = fork(new URL('./memory-node.ts', import.meta.url), {
    execArgv: ['--expose-gc', '--conditions=@parley/source'],
  });
  const ask = async (): Promise<number> => {
    child.send('how much?');
    const [bytes] = await once(child, 'message');
    return bytes;
  };
  const clients: TestClient[] = [];
  try {
    const [port] = await once(child, 'message');
    const connectOne = async () => {
      const client = await TestClient.connect(port);
      const i = clients.push(client) - 1;
      await client.welcomed(`token-of-s-${i}`, { deviceId: `d-${i}` });
    };
    const connect = async (count: number) => {
      for (let i = 0; i < count; i += AT_ONCE) {
        await Promise.all(Array.from({ length: AT_ONCE }, connectOne));
      }
    };
    // The first ones make what all others share.
    await connect(CLIENTS / 4);
    const before = await ask();
    await connect(CLIENTS);
    const bytes = ((await ask()) - before) / CLIENTS;
    expect(clients.filter(({ closed }) => closed)).toEqual([]);
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThan(MOST_BYTES);
  } finally {
    for (const { socket } of clients) socket.terminate();
    child.kill();
  }
}, 60_000);
