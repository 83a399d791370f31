import { type ConversationId, Emitter, type Unsubscribe } from '@parley/core';
import type { LogEvent, MessageBody, PresenceMode, SentView, UserView } from '@parley/wire';
import { type Credentials, type Registration, refresh, register, signIn } from './http/accounts.ts';
import { Api } from './http/api.ts';
import { authorized } from './http/authorized.ts';
import { Users } from './http/users.ts';
import { type ClientOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import type { PendingMessage } from './outbox/pending-message.ts';
import { Sender } from './outbox/sender.ts';
import { type PresenceList, PresenceStore } from './presence/presence.ts';
import { SessionKeeper } from './session/session-keeper.ts';
import { Connection } from './socket/connection.ts';
import type { ClientStatus } from './status.ts';
import { type ConversationList, Conversations } from './store/conversations.ts';
import { Marks } from './store/marks.ts';
import { Synchronizer } from './sync/synchronizer.ts';
import { frameTaker } from './sync/take-frame.ts';
import { Timeline } from './sync/timeline.ts';
import { whenConnected } from './when-connected.ts';

export interface SendOptions {
  /** The message's id for good: the same one again sends nothing new. Default: a random one. */
  clientId?: string;
}

/** A user of Parley at work on one device. See README.md for the shortest complete use. */
export class ParleyClient {
  readonly api: Api;
  readonly users: Users;
  private readonly options: ResolvedOptions;
  private readonly session: SessionKeeper;
  private readonly connection: Connection;
  private readonly store = new Conversations();
  private readonly marks = new Marks();
  private readonly sync: Synchronizer;
  private readonly sender: Sender;
  private readonly events = new Emitter<LogEvent>();
  private readonly presenceStore: PresenceStore;
  private away = false;

  constructor(options: ClientOptions) {
    this.options = resolveOptions(options);
    const { store, marks } = this;
    this.presenceStore = new PresenceStore(this.options.logger);
    this.session = new SessionKeeper(this.options, token => refresh(this.options, token));
    this.api = new Api(authorized(this.options, this.session), {
      opened: view => this.sync.opened(view),
      left: id => store.remove(id),
      users: views => this.users.learn(views),
    });
    this.users = new Users(ids => this.api.getUsers(ids));
    this.sync = new Synchronizer({
      api: this.api,
      conversations: store,
      marks,
      options: this.options,
    });
    this.sender = new Sender({
      ...this.options,
      acknowledged: event => this.sync.receiveEvents([event]),
      changed: id => store.changed(id),
    });
    this.connection = new Connection(this.options, this.session, {
      held: () => ({ ...this.sync.heads.first(), away: this.away }),
      live: (link, welcome) => {
        this.sync.attach(link, welcome);
        marks.attach(link);
        this.presenceStore.attach(link, welcome);
        this.readingOutbox(this.sender.attach(link));
      },
      lost: () => this.lost(),
      push: frameTaker({
        sync: this.sync,
        presence: this.presenceStore,
        logger: this.options.logger,
      }),
    });
    this.session.changed.subscribe(userId => this.becomeUser(userId));
    this.sync.gained.subscribe(event => {
      this.sender.seen(event);
      this.events.emit(event);
    });
    store.touched.subscribe(ids => {
      for (const id of ids) this.sender.reached(id, store.find(id)?.log.headSeq ?? 0);
    });
  }

  /** Who is signed in; null when nobody is. */
  get me(): UserView | null {
    return this.session.user;
  }

  get sessionId(): string | null {
    return this.session.sessionId;
  }

  get status(): ClientStatus {
    return this.connection.status;
  }

  /** The user's conversations, live. */
  get conversations(): ConversationList {
    return this.store;
  }

  /** Who is there, live: online, away, busy or offline, of those who are followed with `watch`. */
  get presence(): PresenceList {
    return this.presenceStore;
  }

  /**
   * Whether nobody is at this device: it is idle, or its page is hidden. The person is seen as away
   * when that is so on all devices. Kept over reconnects.
   */
  setAway(away: boolean): void {
    if (away === this.away) return;
    this.away = away;
    this.connection.link?.activity(away);
  }

  /** How the person wants to be seen, on all devices and until it is changed. */
  async setPresenceMode(mode: PresenceMode): Promise<void> {
    await this.api.setPresenceMode(mode);
    this.presenceStore.setMode(mode, this.options.clock.nowMs());
  }

  /** Makes an account and signs in. Errors: `invalid_request` with the field, `name_taken`. */
  async register(registration: Registration): Promise<UserView> {
    const view = await register(this.options, registration);
    await this.session.adopt(view);
    return view.user;
  }

  /** Errors: `wrong_credentials`, `rate_limited`. */
  async signIn(credentials: Credentials): Promise<UserView> {
    const view = await signIn(this.options, credentials);
    await this.session.adopt(view);
    return view.user;
  }

  /** Takes up the session that the storage holds, without asking the server. null: there is none. */
  restore(): Promise<UserView | null> {
    return this.session.restore();
  }

  /** Ends the session on the server if it can be reached, and here in any case. */
  async signOut(): Promise<void> {
    try {
      if (this.me !== null) await this.api.endCurrentSession();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the server could not be told of the sign-out');
    }
    await this.session.forget();
  }

  /**
   * Connects, and stays connected until `disconnect`; while it waits for the next try this tries at
   * once. Resolves when online; rejects if it is signed out or the server does not want this client.
   */
  connect(): Promise<void> {
    const online = whenConnected(this.connection);
    if (this.me !== null) {
      if (!this.store.loaded) void this.sync.loadList();
      this.connection.start();
    }
    return online;
  }

  disconnect(): void {
    this.connection.stop();
  }

  onStatus(listener: (status: ClientStatus) => void): Unsubscribe {
    return this.connection.statusChanged.subscribe(listener);
  }

  /**
   * Every event that came while this client runs: once, and in order within each conversation. Nothing is
   * skipped as long as no more was missed than `catchUpEvents` and `backgroundCatchUpEvents` allow.
   */
  onEvent(listener: (event: LogEvent) => void): Unsubscribe {
    return this.events.subscribe(listener);
  }

  /** Shows a conversation: its newest page is loaded and kept up to date until `close()`. */
  open(conversationId: ConversationId): Timeline {
    return new Timeline(conversationId, {
      conversations: this.store,
      sync: this.sync,
      pageSize: this.options.pageSize,
      pending: id => this.sender.pending(id),
    });
  }

  /**
   * Sends a message: it is pending at once, kept in the outbox, and repeated until the server has it.
   * Resolves with the acknowledgement, which may be long after; rejects with the server's refusal,
   * then it stays as `failed` for `retry` or `discard`. A rejection that nobody handles is no
   * error of the program: `onSendFailed` tells it too.
   */
  send(
    conversationId: ConversationId,
    body: MessageBody,
    options: SendOptions = {},
  ): Promise<SentView> {
    return this.sender.send(conversationId, body, options.clientId ?? this.options.newId());
  }

  /** Sends a failed message once more; the same client id, so never a second copy. */
  retry(clientId: string): Promise<SentView> {
    return this.sender.retry(clientId);
  }

  discard(clientId: string): void {
    this.sender.discard(clientId);
  }

  onSendFailed(listener: (message: PendingMessage) => void): Unsubscribe {
    return this.sender.failed.subscribe(listener);
  }

  /** The person has seen everything up to `seq`. Offline it is told later. */
  markRead(conversationId: ConversationId, seq: number): void {
    const conversation = this.store.find(conversationId);
    if (conversation?.markRead(seq) !== true) return;
    this.marks.read(conversationId, conversation.readSeq);
    this.store.changed(conversationId);
  }

  /**
   * Keeps `receipts` of a conversation up to date until the returned function is called. An open
   * timeline does so by itself; this is for a list that shows how far the last message has come.
   */
  watchReceipts(conversationId: ConversationId): Unsubscribe {
    return this.sync.watchReceipts(conversationId);
  }

  /** Disconnects and lets go of everything. The client cannot be used afterwards. */
  async close(): Promise<void> {
    this.connection.close();
    this.lost();
    this.sync.stop();
    this.marks.clear();
    this.sender.clear();
    this.session.close();
    await this.sender.stored();
    await this.options.outbox.close();
  }

  private becomeUser(userId: string | null): void {
    const { state, error } = this.connection.status;
    const why = state === 'signed-out' ? error : null;
    this.sync.stop();
    this.marks.clear();
    this.sender.clear();
    this.store.clear();
    this.users.clear();
    this.presenceStore.clear();
    this.away = false;
    this.store.me = userId ?? '';
    this.connection.stop(
      userId === null
        ? { state: 'signed-out', retryAtMs: null, error: why }
        : { state: 'offline', retryAtMs: null, error: null },
    );
    if (userId === null) return;
    if (this.me !== null) this.users.learn([this.me]);
    this.sender.signedIn(userId);
    this.readingOutbox(this.sender.load());
  }

  private readingOutbox(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'the outbox could not be read');
    });
  }

  private lost(): void {
    this.presenceStore.detach();
    this.sync.detach();
    this.marks.detach();
    this.sender.detach();
  }
}

/** A client that is signed out and not connected yet: `restore`, `signIn` or `register`, then `connect`. */
export function createClient(options: ClientOptions): ParleyClient {
  return new ParleyClient(options);
}
