import { type ConversationId, sleep } from '@parley/core';
import { startTcpProxy, type TcpProxy } from '@parley/testing';
import { found, type Meeting } from './crowd.ts';
import { type Account, Device } from './device.ts';
import type { World } from './world.ts';

/** Three bytes for each character: as long as a message may be, and as heavy. */
const LONG_TEXT = '長'.repeat(7_900);
/** A client has one message of each conversation on its way at a time: many make a flood. */
const FLOOD_GROUPS = 20;
const TEXTS_AT_ONCE = 40;
const FLOOD_EVERY_MS = 250;
/** 15 MB: more than the system holds for a connection by itself. */
const FLOOD_TEXTS = 640;
/** What is still on its way after this belongs to another fault. */
const FLOOD_ENDS_MS = 5_000;

/**
 * Two people of whom one can stop to read: its connection runs through a proxy that then takes nothing
 * from the server any more, so that the server's writes pile up.
 */
export class SlowReader {
  readonly devices: readonly Device[];
  private readonly reader: Device;
  private readonly writer: Device;
  private readonly proxy: TcpProxy;
  private conversationIds: readonly ConversationId[] = [];

  private constructor(reader: Device, writer: Device, proxy: TcpProxy) {
    this.reader = reader;
    this.writer = writer;
    this.devices = [reader, writer];
    this.proxy = proxy;
  }

  static async create(reader: Account, writer: Account, world: World): Promise<SlowReader> {
    const [url = ''] = world.connectUrls;
    const proxy = await startTcpProxy({ target: { port: Number(new URL(url).port) } });
    const own = `ws://127.0.0.1:${proxy.port}`;
    return new SlowReader(
      new Device('slow-reader', reader, world, own),
      new Device('writer', writer, world),
      proxy,
    );
  }

  /** Opens the groups that are flooded; nobody is taken out of them. */
  async meet(): Promise<Meeting[]> {
    const meetings: Meeting[] = [];
    for (let i = 0; i < FLOOD_GROUPS; i++) {
      meetings.push({ ...(await found('group', this.writer, [this.reader])), others: [] });
    }
    this.conversationIds = meetings.map(meeting => meeting.conversationId);
    return meetings;
  }

  /** Resolves, when it reads again, to what has piled up; null when nothing has. */
  async stopReading(hold: (ms: number) => Promise<void>): Promise<string | null> {
    let ended = false;
    const stopListening = this.reader.client?.onStatus(({ state }) => {
      ended ||= state === 'offline';
    });
    this.proxy.freeze('toClient');
    try {
      const sent = await this.flood(hold);
      const { heldBytes } = this.proxy;
      if (heldBytes === 0) return null;
      await this.proxy.restore();
      await sleep(500);
      return `${sent} long messages went to a client that did not read; its connection was ${ended ? 'ended' : 'kept'}`;
    } finally {
      stopListening?.();
      await this.proxy.restore();
    }
  }

  /** Resolves to how many messages got through. */
  private async flood(hold: (ms: number) => Promise<void>): Promise<number> {
    const { conversationIds, writer } = this;
    const unansweredBefore = writer.unanswered;
    for (let sent = 0; sent < FLOOD_TEXTS; sent += TEXTS_AT_ONCE) {
      for (let i = sent; i < sent + TEXTS_AT_ONCE; i++) {
        const id = conversationIds[i % conversationIds.length] ?? '';
        // A flood takes its time, which says nothing about what people wait for.
        writer.send(id, LONG_TEXT, false);
      }
      await hold(FLOOD_EVERY_MS);
    }
    const deadlineMs = performance.now() + FLOOD_ENDS_MS;
    while (writer.unanswered > unansweredBefore && performance.now() < deadlineMs) await hold(100);
    return FLOOD_TEXTS - Math.max(0, writer.unanswered - unansweredBefore);
  }

  async close(): Promise<void> {
    await this.proxy.close();
  }
}
