import { extname, join } from 'node:path';
import { freePort, startProcess, startRedis } from '@parley/testing';
import { profileEnv } from './environment.ts';
import type { Member, System, SystemOptions } from './system.ts';
import { channelWorld, type WorldPlan } from './world.ts';

export interface SocketIoOptions extends SystemOptions {
  /** Default: 2. */
  nodes?: number;
}

/** Nodes of Socket.IO with the Redis adapter: what people build a chat from most often. */
export async function startSocketIo(
  plan: WorldPlan,
  options: SocketIoOptions = {},
): Promise<System> {
  const { nodes = 2 } = options;
  const opened: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    const redis = await startRedis();
    opened.push(() => redis.stop());
    const members: Member[] = [{ tier: 'redis', pid: redis.pid, metricsUrl: undefined }];
    const connectUrls: string[] = [];
    for (let i = 0; i < nodes; i++) {
      const port = await freePort();
      const node = await startProcess({
        name: 'socket.io',
        command: process.execPath,
        args: [
          join(import.meta.dirname, `../peers/socket-io-node${extname(import.meta.filename)}`),
        ],
        env: {
          PORT: `${port}`,
          REDIS_URL: redis.url,
          ...profileEnv('socket.io', options),
        },
        ready: /is running\./,
      });
      opened.push(() => node.stop());
      connectUrls.push(`ws://127.0.0.1:${port}`);
      const isProfiled = options.profileDirectory !== undefined;
      members.push({ tier: 'socket.io', pid: node.pid, metricsUrl: undefined, isProfiled });
    }
    return {
      name: `Socket.IO: ${nodes} node(s), Redis adapter`,
      members,
      connectUrls,
      apiUrl: undefined,
      world: channelWorld(plan),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
