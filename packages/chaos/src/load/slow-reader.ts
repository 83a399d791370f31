import { sleep } from '@parley/core';
import { startTcpProxy, type TcpProxy } from '@parley/testing';
import { type Meeting, openDirect } from './crowd.ts';
import { type Account, Device } from './device.ts';
import type { World } from './world.ts';

/** Three bytes for each character: as long as a message may be, and as heavy. */
const LONG_TEXT = '長'.repeat(7_900);
const TEXTS_AT_ONCE = 40;
const FLOOD_EVERY_MS = 250;
/** 15 MB: more than the system holds for a connection by itself. */
const FLOOD_TEXTS = 640;
const CLOSE_CODE_TOO_SLOW = 4001;

/**
 * Two people of whom one can stop to read: its connection runs through a proxy that then takes nothing
 * from the server any more, so that the server's writes pile up.
 */
export class SlowReader {
  readonly devices: readonly Device[];
  private readonly reader: Device;
  private readonly writer: Device;
  private readonly proxy: TcpProxy;
  private readonly world: World;
  private conversationId = '';

  private constructor(reader: Device, writer: Device, proxy: TcpProxy, world: World) {
    this.reader = reader;
    this.writer = writer;
    this.devices = [reader, writer];
    this.proxy = proxy;
    this.world = world;
  }

  static async create(reader: Account, writer: Account, world: World): Promise<SlowReader> {
    const [url = ''] = world.connectUrls;
    const proxy = await startTcpProxy({ target: { port: Number(new URL(url).port) } });
    const own = `ws://127.0.0.1:${proxy.port}`;
    return new SlowReader(
      new Device('slow-reader', reader, world, own),
      new Device('writer', writer, world),
      proxy,
      world,
    );
  }

  async meet(): Promise<Meeting> {
    const meeting = await openDirect(this.writer, this.reader);
    this.conversationId = meeting.conversationId;
    return meeting;
  }

  /** Resolves, when it reads again, to what has piled up; null when nothing has. */
  async stopReading(hold: (ms: number) => Promise<void>): Promise<string | null> {
    const { closeCodes } = this.world.tap;
    const closedBefore = closeCodes.get(CLOSE_CODE_TOO_SLOW) ?? 0;
    this.proxy.freeze('toClient');
    let sent = 0;
    try {
      for (; sent < FLOOD_TEXTS; sent += TEXTS_AT_ONCE) {
        for (let i = 0; i < TEXTS_AT_ONCE; i++) {
          // A flood takes its time, which says nothing about what people wait for.
          this.writer.send(this.conversationId, LONG_TEXT, false);
        }
        await hold(FLOOD_EVERY_MS);
      }
      await hold(1_000);
      const { heldBytes } = this.proxy;
      if (heldBytes === 0) return null;
      await this.proxy.restore();
      await sleep(500);
      const closed = (closeCodes.get(CLOSE_CODE_TOO_SLOW) ?? 0) > closedBefore;
      return `${sent} long messages went to a client that did not read; ${closed ? 'closed as too slow' : 'it was kept'}`;
    } finally {
      await this.proxy.restore();
    }
  }

  async close(): Promise<void> {
    await this.proxy.close();
  }
}
