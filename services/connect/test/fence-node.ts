import type { Dispatch__Output, OpenReply__Output } from '@parley/contracts';
import { ParleyError, silentLogger } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { Channel } from '../src/channel/channel.ts';
import type { Members } from '../src/fence/ask-members.ts';
import { Fence } from '../src/fence/fence.ts';
import { Hub } from '../src/hub/hub.ts';
import { ChangeJournal } from '../src/presence/change-journal.ts';
import { type AdmitChannel, createAdmitChannel } from '../src/use-cases/admit-channel.ts';
import { createPushDispatches } from '../src/use-cases/push-dispatches.ts';
import type { GroupLog } from './group-log.ts';

const WELCOME = Buffer.from('welcome');

/** A question of the fence that nobody has answered yet. */
interface Question {
  userIds: readonly string[];
  /** Set when the row has been read; the members are read with the answer. */
  membersSeq?: number;
  resolve: (members: Members) => void;
  reject: (error: unknown) => void;
}

interface Hello {
  channel: Channel;
  /** What logic has read. */
  reply?: OpenReply__Output;
  resolve: (reply: OpenReply__Output) => void;
}

/** Whoever pushes straight to the hub, to see that a test finds out. */
type MakePush = (hub: Hub, fence: Fence) => Pick<Fence, 'push'>;

/** Hub, fence and hello as connect puts them together, with logic's answers in the hands of the test. */
export class FenceNode {
  readonly hub: Hub;
  readonly fence: Fence;
  readonly heard: { userId: string; seq: number }[] = [];
  signals = 0;
  readonly questions: Question[] = [];
  readonly tally = { held: 0, membersAsked: 0, fencedOff: 0 };
  readonly channels = new Map<string, Channel>();
  readonly closed: string[] = [];
  /** Whose hello asks logic at this moment. */
  private arriving: Channel | undefined;
  private readonly hellos = new Map<string, Hello>();
  private readonly log: GroupLog;
  private readonly carryOut: (dispatches: readonly Dispatch__Output[]) => Promise<unknown>;
  private readonly admit: AdmitChannel;

  constructor(
    log: GroupLog,
    {
      patienceMs = 0,
      maxHeldBytes = 1_000_000,
      makePush = ((_hub, fence) => fence) as MakePush,
    } = {},
  ) {
    this.log = log;
    const journal = new ChangeJournal();
    this.hub = new Hub(
      { buckets: 2, framesPerTurn: 1 },
      {
        occupied: () => {},
        vacated: conversationId => this.fence.tidy(conversationId),
        joined: () => {},
        delivered: () => {},
      },
    );
    const { hub, tally } = this;
    const askMembers = (_: string, userIds: readonly string[]) =>
      new Promise<Members>((resolve, reject) => this.questions.push({ userIds, resolve, reject }));
    const logger = silentLogger;
    const ports = { hub, askMembers, journal, maxHeldBytes, patienceMs, logger, tally };
    this.fence = new Fence(ports);
    const fence = makePush(hub, this.fence);
    const watchedPresence = { pushed: () => {} };
    this.carryOut = createPushDispatches({ hub, fence, journal, watchedPresence });
    this.admit = createAdmitChannel({
      logic: { exchange: this.exchange as LogicGateway['exchange'] },
      hub,
      fence: this.fence,
      journal,
      occupancy: { now: 0, isHeldSince: () => false },
      goodbyes: { add: () => {} },
      serverId: 'c-1',
    });
  }

  /** As task pushes. */
  push(...seqs: number[]): void {
    void this.carryOut(seqs.map(seq => this.log.dispatchOf(seq)));
  }

  signal(): void {
    void this.carryOut([this.log.signal()]);
  }

  /** Begins a hello; `read` is when logic reads the memberships, `welcome` when its answer arrives. */
  hello(userId: string): void {
    if (this.channels.has(userId) || this.hellos.has(userId)) return;
    const channel = this.channelOf(userId);
    channel.beginHello();
    this.arriving = channel;
    const frame = { op: 'hello' as const, id: 1, protocol: 1, token: userId, heads: [] };
    const admitted = this.admit(channel, { ...frame, deviceId: `d-${userId}` });
    void admitted.then(() => channel.welcome(WELCOME));
  }

  read(userId: string): void {
    const hello = this.hellos.get(userId);
    if (hello && !hello.reply) hello.reply = this.log.openReply(userId);
  }

  async welcome(userId: string): Promise<void> {
    const hello = this.hellos.get(userId);
    if (!hello) return;
    this.read(userId);
    this.hellos.delete(userId);
    this.channels.set(userId, hello.channel);
    if (hello.reply) hello.resolve(hello.reply);
    await turns(1);
  }

  async live(...userIds: string[]): Promise<void> {
    for (const userId of userIds) {
      this.hello(userId);
      await this.welcome(userId);
    }
  }

  readRow(): void {
    const question = this.questions.find(one => one.membersSeq === undefined);
    if (question) question.membersSeq = this.log.membersSeq;
  }

  /** Answers the oldest question; false when there is none. */
  answer(): boolean {
    const question = this.questions.shift();
    question?.resolve(this.log.membersOf(question.userIds, question.membersSeq));
    return question !== undefined;
  }

  fail(): void {
    this.questions.shift()?.reject(new ParleyError('unavailable', 'logic is away'));
  }

  /** Answers until nobody asks and all is delivered. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 4; ) {
      await new Promise(resolve => setTimeout(resolve, 1));
      await turns(3);
      quiet = this.answer() ? 0 : quiet + 1;
    }
  }

  /** Who is subscribed. */
  get subscribers(): string[] {
    const channels = [...this.hub.subscribersOf(this.log.conversationId)];
    return channels.map(({ identity }) => identity?.userId ?? '').sort();
  }

  heardBy(userId: string): number[] {
    return this.heard.filter(one => one.userId === userId).map(({ seq }) => seq);
  }

  private readonly exchange = (_kind: string, call: { accessToken: string }): Promise<unknown> => {
    const channel = this.arriving;
    return new Promise(resolve => {
      if (channel) this.hellos.set(call.accessToken, { channel, resolve });
    });
  };

  private channelOf(userId: string): Channel {
    const write = (frames: readonly Buffer[]) => {
      if (frames.join('').includes('"op":"signals"')) this.signals += 1;
      for (const [, seq] of frames.join('').matchAll(/"seq":(\d+)/g)) {
        this.heard.push({ userId, seq: Number(seq) });
      }
    };
    const nothing = () => {};
    const transport = {
      writableLength: 0,
      isPaused: false,
      write,
      onceDrained: nothing,
      ping: nothing,
      pause: nothing,
      resume: nothing,
      close: nothing,
      terminate: nothing,
    };
    const host = {
      outboundBytes: 1_000_000,
      tally: { framesOut: 0, bytesOut: 0 },
      left: (channel: Channel) => {
        this.hub.remove(channel);
        if (this.channels.get(userId) !== channel) return;
        this.channels.delete(userId);
        this.closed.push(userId);
      },
    };
    return new Channel(`${userId}/${Math.random()}`, transport, host, 60_000);
  }
}

export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(resolve => setImmediate(resolve));
}
