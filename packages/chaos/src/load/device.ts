import { type ClientRecorder, recordClient } from '@parley/checker/record';
import {
  type ClientStatus,
  createClient,
  type KeyValueStorage,
  memoryStorage,
  type ParleyClient,
} from '@parley/client';
import { type ConversationId, sleep, toParleyError, type UserId } from '@parley/core';
import type { LogEvent } from '@parley/wire';
import type { World } from './world.ts';

export interface Account {
  name: string;
  password: string;
}

/** The SDK's usual waits grow to 30 s, which would measure them and not Parley. */
const BACKOFF = { firstMs: 200, maxMs: 2_000, jitter: 0.5 };
const SIGN_IN_AGAIN_MS = 300;

/**
 * A device of the load, as an app on it would be: it keeps its session over a new start, but nothing
 * else. Everything that its client does and shows is recorded; each run of it is a device of its own there.
 */
export class Device {
  readonly name: string;
  readonly account: Account;
  /** Wanted by its person: neither away nor signed out. */
  wanted = false;
  /** In the middle of going and coming back. */
  busy = false;
  /** Since when it has been wanted, by `performance.now()`. */
  sinceMs = 0;
  userId: UserId = '';
  /** By conversation, the last that this run has shown. */
  readonly shownSeq = new Map<ConversationId, number>();
  /** Sends of this run that nobody has answered yet. */
  unanswered = 0;
  private readonly world: World;
  private readonly connectUrl: string | readonly string[];
  private storage: KeyValueStorage = memoryStorage();
  private run = 0;
  private lostAtMs: number | null = null;
  private running: { client: ParleyClient; recorder: ClientRecorder } | null = null;

  constructor(
    name: string,
    account: Account,
    world: World,
    connectUrl: string | readonly string[] = world.connectUrls,
  ) {
    this.name = name;
    this.account = account;
    this.world = world;
    this.connectUrl = connectUrl;
  }

  get client(): ParleyClient | null {
    return this.running?.client ?? null;
  }

  get recorder(): ClientRecorder | null {
    return this.running?.recorder ?? null;
  }

  /** Starts with nothing but its session, or signs in (`register`: makes the account first). */
  async start(how: 'restore' | 'sign-in' | 'register'): Promise<void> {
    if (how !== 'restore') this.storage = memoryStorage();
    const client = this.createClient();
    const user = await this.enter(client, how);
    this.userId = user;
    this.run++;
    this.shownSeq.clear();
    this.unanswered = 0;
    const deviceId = `${this.name}#${this.run}`;
    const recorder = recordClient(client, this.world.history, { deviceId, userId: user });
    this.running = { client, recorder };
    client.onEvent(event => this.shown(event));
    client.onStatus(status => this.statusChanged(client, status));
    this.comeBack();
  }

  /** Its person switches the network off; the app runs on. */
  goAway(): void {
    this.wanted = false;
    this.lostAtMs = null;
    this.client?.disconnect();
  }

  comeBack(): void {
    this.wanted = true;
    this.sinceMs = performance.now();
    // Being lost for good is noticed by `statusChanged`.
    this.client?.connect().catch(() => {});
  }

  /** The app ends; what waited to be sent is lost with it. */
  async end(): Promise<void> {
    this.wanted = false;
    this.lostAtMs = null;
    const { running } = this;
    this.running = null;
    running?.recorder.stop();
    await running?.client.close();
  }

  /** Signs out, here and on the server if it can be reached. */
  async signOut(): Promise<void> {
    this.wanted = false;
    this.lostAtMs = null;
    await this.client?.signOut();
    await this.end();
  }

  /** Sends a text, and counts what becomes of it; `isTimed`: also how long that takes. */
  send(conversationId: ConversationId, text: string, isTimed = true): void {
    const { recorder, run } = this;
    if (recorder === null) return;
    const { meter } = this.world;
    const clientId = crypto.randomUUID();
    meter.sent(clientId, isTimed);
    this.unanswered++;
    recorder
      .send(conversationId, { kind: 'text', text }, { clientId })
      .then(() => meter.gotAcknowledged(clientId))
      .catch((error: unknown) => meter.refused(toParleyError(error).code))
      .finally(() => {
        if (run === this.run) this.unanswered--;
      });
  }

  private createClient(): ParleyClient {
    const { apiUrls, random, tap } = this.world;
    return createClient({
      apiUrl: random.pick(apiUrls) ?? '',
      connectUrl: this.connectUrl,
      deviceName: this.name,
      storage: this.storage,
      webSocket: tap.factory(),
      random: random.fork().next,
      backoff: BACKOFF,
      answerTimeoutMs: 5_000,
      httpTimeoutMs: 5_000,
      pageSize: 100,
      catchUpEvents: Number.POSITIVE_INFINITY,
      backgroundCatchUpEvents: Number.POSITIVE_INFINITY,
    });
  }

  private async enter(client: ParleyClient, how: 'restore' | 'sign-in' | 'register') {
    const restored = how === 'restore' ? await client.restore() : null;
    if (restored !== null) return restored.userId;
    for (let first = true; ; first = false) {
      try {
        const registers = how === 'register' && first;
        const user = await (registers
          ? client.register(this.account)
          : client.signIn(this.account));
        return user.userId;
      } catch (error) {
        if (!toParleyError(error).retryable) throw error;
        this.countError('sign-in', error);
        await sleep(SIGN_IN_AGAIN_MS);
      }
    }
  }

  countError(request: string, error: unknown): void {
    const key = `${request} ${toParleyError(error).code}`;
    const { requestErrors } = this.world;
    requestErrors.set(key, (requestErrors.get(key) ?? 0) + 1);
  }

  private shown(event: LogEvent): void {
    this.shownSeq.set(event.conversationId, event.seq);
    if (event.type === 'message') this.world.meter.saw(event.clientId, this.sinceMs);
  }

  private statusChanged(client: ParleyClient, { state, retryAtMs, error }: ClientStatus): void {
    if (this.client !== client || !this.wanted) return;
    const { reconnects, lostDevices } = this.world;
    if (state === 'online') {
      if (this.lostAtMs === null) return;
      const times = reconnects.isRolling() ? reconnects.rolling : reconnects.other;
      times.add(performance.now() - this.lostAtMs);
      this.lostAtMs = null;
    } else if (state === 'signed-out' || (state === 'offline' && retryAtMs === null)) {
      const why = `${state}: ${error?.code ?? 'no reason'} ${error?.message ?? ''}`;
      lostDevices.push({ device: this.name, atMs: Date.now(), why });
    } else if (state === 'offline') {
      this.lostAtMs ??= performance.now();
    }
  }
}
