import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Logger, silentLogger, sleep } from '@parley/core';
import {
  canStart,
  eventually,
  freePort,
  type RedisClusterServers,
  type RedisServer,
  startRedis,
  startRedisCluster,
} from '@parley/testing';
import {
  callScript,
  RedisConnection,
  type RedisConnectionOptions,
  RedisSubscription,
} from './index.ts';
import { slotOf } from './slot.ts';

const addScript = {
  name: 'parleyTestAdd',
  numberOfKeys: 1,
  lua: `return redis.call('INCRBY', KEYS[1], ARGV[1])`,
};
const bothScript = {
  name: 'parleyTestBoth',
  numberOfKeys: 2,
  lua: `return { redis.call('INCR', KEYS[1]), redis.call('INCR', KEYS[2]) }`,
};

(canStart('redis') ? describe : describe.skip)('on a Redis Cluster', () => {
  let cluster: RedisClusterServers;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    cluster = await startRedisCluster({ replica: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()));
  });
  afterAll(() => cluster?.stop());

  function connect(options: Partial<RedisConnectionOptions> = {}): RedisConnection {
    const [seed = ''] = cluster.addresses;
    const connection = new RedisConnection({ cluster: { nodes: [seed] }, ...options }, [
      addScript,
      bothScript,
    ]);
    opened.push(connection);
    return connection;
  }

  /** A key in a slot of each master, in their order. */
  function keysOfMasters(name: string): string[] {
    const bounds = [0, 5_462, 10_923, 16_384];
    return [0, 1, 2].map(master => {
      for (let i = 0; ; i++) {
        const slot = slotOf(`${name}${i}`);
        if (slot >= (bounds[master] ?? 0) && slot < (bounds[master + 1] ?? 0)) {
          return `{${name}${i}}`;
        }
      }
    });
  }

  /** The master that has a replica, and the replica, when it is in step. */
  function pair(): Promise<{ master: RedisServer; replica: RedisServer }> {
    const [one, , , other] = cluster.nodes as [RedisServer, RedisServer, RedisServer, RedisServer];
    return eventually(
      async () => {
        const said = await other.command('info', 'replication');
        const isMaster = said.includes('role:master');
        const [master, replica] = isMaster ? [other, one] : [one, other];
        expect(await replica.command('info', 'replication')).toContain('master_link_status:up');
        return { master, replica };
      },
      { timeoutMs: 15_000 },
    );
  }

  test('replies come in the order of the commands, whichever nodes they are of', async () => {
    const connection = connect();
    const keys = Array.from({ length: 300 }, (_, i) => `key ${i}`);
    await connection.pipeline(keys.map((key, i) => ['set', key, i]));
    const replies = await connection.pipeline([
      ...keys.map(key => ['get', key] as const),
      ['publish', 'nobody', 'listens'],
      ['getBuffer', 'key 7'],
    ]);
    expect(replies).toEqual([...keys.map((_, i) => `${i}`), 0, Buffer.from('7')]);
    const sizes = cluster.nodes.slice(0, 3).map(node => node.command('dbsize'));
    for (const size of await Promise.all(sizes)) expect(Number(size)).toBeGreaterThan(50);
  });

  test('commands of one slot are carried out in the order of the calls', async () => {
    const connection = connect();
    const lists = keysOfMasters('list');
    const values = Array.from({ length: 100 }, (_, i) => `${i}`);
    await Promise.all(
      values.map(value => connection.pipeline(lists.map(list => ['rpush', list, value]))),
    );
    for (const list of lists) {
      expect(await connection.command(['lrange', list, 0, -1])).toEqual(values);
    }
  });

  test('scripts run on every node, also after it has forgotten them', async () => {
    const connection = connect();
    const calls = keysOfMasters('sum').map(key =>
      callScript(addScript, { keys: [key], args: [2] }),
    );
    expect(await connection.pipeline(calls)).toEqual([2, 2, 2]);
    for (const node of cluster.nodes) await node.command('script', 'flush');
    expect(await connection.pipeline([...calls, ...calls])).toEqual([4, 4, 4, 6, 6, 6]);
  });

  test('a refused command fails the call; those of other nodes were carried out', async () => {
    const connection = connect();
    const [first = '', second = '', third = ''] = keysOfMasters('text');
    await connection.command(['set', first, 'no list']);
    const call = connection.pipeline([
      ['rpush', first, 'x'],
      ['set', second, 'x'],
      ['set', third, 'x'],
    ]);
    await expect(call).rejects.toMatchObject({ code: 'internal' });
    expect(await connection.command(['get', second])).toBe('x');
    const apart = callScript(bothScript, { keys: [first, second], args: [] });
    await expect(connection.command(apart)).rejects.toMatchObject({
      code: 'internal',
      cause: expect.objectContaining({ message: expect.stringContaining('CROSSSLOT') }),
    });
  });

  test('a slot that moves is followed: nothing is lost, and order is kept', async () => {
    const connection = connect();
    const [list = ''] = keysOfMasters('moving');
    const [from, to] = cluster.nodes as [RedisServer, RedisServer];
    const both = callScript(bothScript, { keys: [`${list}:a`, `${list}:b`], args: [] });
    await connection.pipeline([['rpush', list, 'before'], both]);

    const move = await slotMove(cluster, slotOf(list), from, to);
    await move.begin();
    expect(
      await connection.pipeline([
        ['rpush', list, 'during'],
        ['set', `${list}:new`, 'x'],
      ]),
    ).toEqual([2, 'OK']);
    expect(await to.command('cluster', 'countkeysinslot', `${slotOf(list)}`)).toBe('1');
    await move.moveKey(`${list}:a`);
    // Half here and half there, nobody can carry it out.
    await expect(connection.command(both)).rejects.toMatchObject({ code: 'unavailable' });
    await move.end();

    expect(
      await connection.pipeline([
        both,
        ['rpush', list, 'after'],
        ['lrange', list, 0, -1],
        ['get', `${list}:new`],
      ]),
    ).toEqual([[2, 2], 3, ['before', 'during', 'after'], 'x']);
    // Somebody who knows nothing of the move.
    expect(await connect().command(['llen', list])).toBe(3);
  });

  test('a subscription hears what is published through any node', async () => {
    const heard: string[] = [];
    let subscriptions = 0;
    const subscription = new RedisSubscription(
      { cluster: { nodes: [`127.0.0.1:${await freePort()}`, ...cluster.addresses] } },
      'news',
      {
        onMessage: message => heard.push(message),
        onSubscribed: () => {
          subscriptions += 1;
        },
      },
    );
    opened.push(subscription);
    await eventually(() => expect(subscriptions).toBe(1));
    for (const node of cluster.nodes) await node.command('publish', 'news', node.address);
    await eventually(() => expect(heard.toSorted()).toEqual([...cluster.addresses].sort()));
  });

  test('a subscription leaves a node that is no part of the cluster any more', async () => {
    const stranger = await startRedis({ cluster: true });
    opened.push({ close: () => stranger.stop() });
    const heard: string[] = [];
    const subscription = new RedisSubscription(
      {
        cluster: { nodes: [stranger.address, stranger.address, ...cluster.addresses.slice(0, 1)] },
      },
      'more news',
      { onMessage: message => heard.push(message), onSubscribed: () => {} },
    );
    opened.push(subscription);
    await eventually(async () => {
      subscription.probe();
      await cluster.nodes[0]?.command('publish', 'more news', 'one');
      expect(heard).toContain('one');
    });
  });

  test('one seed that can be reached is enough', async () => {
    const [, seed = ''] = cluster.addresses;
    const nobody = `127.0.0.1:${await freePort()}`;
    expect(await connect({ cluster: { nodes: [nobody, seed] } }).command(['time'])).toHaveLength(2);
  });

  test('without any seed, calls fail after the time-out at first and at once later', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const connection = connect({ cluster: { nodes: [nobody] }, timeoutMs: 200 });
    const cause = expect.objectContaining({ message: expect.stringContaining('ECONNREFUSED') });
    const refused = { code: 'unavailable', cause };
    await expect(connection.command(['get', 'a'])).rejects.toMatchObject(refused);
    const startedAt = performance.now();
    await expect(connection.command(['get', 'a'])).rejects.toMatchObject(refused);
    expect(performance.now() - startedAt).toBeLessThan(200);
    await connection.close();
    await expect(connection.command(['get', 'a'])).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a server that is no cluster, and a node without one, are named', async () => {
    const alone = await startRedis();
    const lonely = await startRedis({ cluster: true });
    opened.push({ close: () => alone.stop() }, { close: () => lonely.stop() });
    for (const [server, said] of [
      [alone, 'cluster support disabled'],
      [lonely, 'is in no cluster'],
    ] as const) {
      const connection = connect({ cluster: { nodes: [server.address] }, timeoutMs: 200 });
      await expect(connection.command(['get', 'a'])).rejects.toMatchObject({
        code: 'unavailable',
        cause: expect.objectContaining({ message: expect.stringContaining(said) }),
      });
    }
  });

  test('a replica takes its master’s place while commands run: none is carried out twice', async () => {
    const connection = connect();
    const [counter = ''] = keysOfMasters('counter');
    const tally = { done: 0, unknown: 0 };
    const change = { isOver: false };
    const counting = (async () => {
      while (!change.isOver) {
        try {
          await connection.command(['incr', counter]);
          tally.done += 1;
        } catch (error) {
          expect(error).toMatchObject({ code: 'unavailable' });
          tally.unknown += 1;
          // What fails at once lets nobody else come to turn.
          await sleep(5);
        }
      }
    })();
    const { replica } = await pair();
    await replica.command('cluster', 'failover');
    await eventually(async () => expect((await pair()).master).toBe(replica), {
      timeoutMs: 15_000,
    });
    const before = tally.done;
    await eventually(() => expect(tally.done).toBeGreaterThan(before + 100));
    change.isOver = true;
    await counting;
    const counted = Number(await connection.command(['get', counter]));
    expect(counted).toBeGreaterThanOrEqual(tally.done);
    expect(counted).toBeLessThanOrEqual(tally.done + tally.unknown);
  });

  test('a master dies: the other slots go on, its own come back with its replica', async () => {
    const told: string[] = [];
    const connection = connect({ logger: recorder(told), timeoutMs: 500 });
    const [lost = '', other = ''] = keysOfMasters('failover');
    await connection.pipeline([
      ['set', lost, 'kept'],
      ['set', other, 'x'],
    ]);
    const { master, replica } = await pair();
    await eventually(async () =>
      expect(await replica.command('cluster', 'countkeysinslot', `${slotOf(lost)}`)).not.toBe('0'),
    );
    master.kill('SIGKILL');
    await eventually(() =>
      expect(connection.command(['get', lost])).rejects.toMatchObject({ code: 'unavailable' }),
    );
    const startedAt = performance.now();
    await expect(connection.command(['get', lost])).rejects.toMatchObject({ code: 'unavailable' });
    expect(await connection.command(['get', other])).toBe('x');
    expect(performance.now() - startedAt).toBeLessThan(500);

    await eventually(async () => expect(await connection.command(['get', lost])).toBe('kept'), {
      timeoutMs: 15_000,
    });
    await eventually(() =>
      expect(told).toEqual(['Redis cannot be reached', 'Redis can be reached again']),
    );
    expect(await connection.command(['set', lost, 'new'])).toBe('OK');
  });
});

/** Moves a slot as an operator's tools do, step by step. */
async function slotMove(
  cluster: RedisClusterServers,
  slot: number,
  from: RedisServer,
  to: RedisServer,
) {
  const [fromId, toId] = await Promise.all([from, to].map(node => node.command('cluster', 'myid')));
  const setSlot = (node: RedisServer, how: string, id = '') =>
    node.command('cluster', 'setslot', `${slot}`, how, id);
  const moveKey = (key: string) =>
    from.command('migrate', '127.0.0.1', `${to.port}`, key, '0', '1000');
  return {
    begin: async () => {
      await setSlot(to, 'importing', fromId);
      await setSlot(from, 'migrating', toId);
    },
    moveKey,
    end: async () => {
      const keys = await from.command('cluster', 'getkeysinslot', `${slot}`, '100');
      for (const key of keys.split('\n')) await moveKey(key);
      await setSlot(to, 'node', toId);
      for (const node of cluster.nodes.slice(0, 3)) await setSlot(node, 'node', toId);
    },
  };
}

function recorder(told: string[]): Logger {
  const tell = (_fields: Record<string, unknown>, message: string) => {
    told.push(message);
  };
  const logger: Logger = { ...silentLogger, info: tell, warn: tell, child: () => logger };
  return logger;
}
