import {
  type Binding,
  type Dispatch,
  type Dispatch__Output,
  decodeDispatchBatch,
  encodeDispatchBatch,
  type HistoryReply__Output,
  type MembershipReply__Output,
  type OpenReply__Output,
  type PositionsReply__Output,
  type PresenceReply__Output,
  type SendReply__Output,
} from '@parley/contracts';
import { compareIds, ParleyError, toParleyError } from '@parley/core';
import type { Asker, LogicExchange, LogicGateway } from '@parley/rpc';
import { keyOf, type Log, membersSeqOf } from './memory-log.ts';

type Kind = keyof LogicExchange;

export interface RecordedCall {
  kind: Kind;
  key: string;
  call: Record<string, unknown>;
}

/**
 * logic in memory, true to the port: it verifies tokens and membership, keeps logs, bindings and
 * occupancy, and hands each event to `dispatch` only if its node would be found by task.
 */
export class MemoryLogic implements Pick<LogicGateway, 'exchange' | 'ask' | 'load'> {
  readonly load = { pending: 0, refused: 0 };
  readonly calls: RecordedCall[] = [];
  readonly bindings = new Map<string, Required<Binding>>();
  readonly occupied = new Set<string>();
  readonly marks = new Map<string, { deliveredSeq: number; readSeq: number }>();
  /** Stands for queue and task. Set by who owns the node. */
  dispatch: (dispatches: Dispatch[]) => void = () => {};
  /** Called before a call is carried out; may wait or throw. */
  before: (call: RecordedCall) => unknown = () => {};
  /** The same, after it was carried out and before its reply arrives. */
  after: (call: RecordedCall) => unknown = () => {};
  private readonly tokens = new Map<string, { userId: string; sessionId: string }>();
  private readonly logs = new Map<string, Log>();
  private readonly sent = new Map<string, SendReply__Output>();
  private nextId = 100;
  private binds = 0;
  private versions = 0;

  async exchange<K extends Kind>(kind: K, call: unknown, key: string): Promise<LogicExchange[K]> {
    const recorded = { kind, key, call: call as Record<string, unknown> };
    this.calls.push(recorded);
    // A call crosses the network: never answered in the same tick.
    await new Promise(resolve => setImmediate(resolve));
    await this.before(recorded);
    const reply = this.carryOut(kind, recorded.call);
    await this.after(recorded);
    return reply as LogicExchange[K];
  }

  ask<K extends Kind>(kind: K, call: unknown, key: string, asker: Asker<LogicExchange[K]>): void {
    this.exchange(kind, call, key).then(
      reply => asker.answered(reply),
      error => asker.refused(toParleyError(error)),
    );
  }

  callsOf(kind: Kind): Record<string, unknown>[] {
    return this.calls.filter(call => call.kind === kind).map(({ call }) => call);
  }

  /** A signed-in device; its token is `token-of-<sessionId>`. */
  signIn(userId: string, sessionId = `s-${userId}`): string {
    const token = `token-of-${sessionId}`;
    this.tokens.set(token, { userId, sessionId });
    return token;
  }

  createGroup(conversationId: string, memberIds: string[]): void {
    const members = new Map(memberIds.map((id): [string, number] => [id, 1]));
    this.logs.set(conversationId, { kind: 'group', events: [], members, changes: new Map() });
  }

  createDirect(conversationId: string, memberIds: [string, string]): void {
    const members = new Map(memberIds.map((id): [string, number] => [id, 1]));
    this.logs.set(conversationId, { kind: 'direct', events: [], members, changes: new Map() });
  }

  /** Commits the event of a join, then pushes it. */
  addMember(conversationId: string, userId: string): void {
    this.route(conversationId, this.commitChange(conversationId, userId, true));
  }

  removeMember(conversationId: string, userId: string): void {
    this.route(conversationId, this.commitChange(conversationId, userId, false));
  }

  /** Commits the event of a join (or, with false, of a removal) without pushing it. */
  commitChange(conversationId: string, userId: string, subscribed: boolean): number {
    const { members, changes } = this.log(conversationId);
    const type = subscribed ? 'members-added' : 'members-removed';
    const seq = this.commit(conversationId, type, { userIds: [userId] });
    changes.set(seq, [{ userId, subscribed }]);
    if (subscribed) members.set(userId, seq);
    else members.delete(userId);
    return seq;
  }

  /** Commits an event without pushing it: somebody else's push is late, or comes to nothing. */
  commitOnly(conversationId: string, text: string): number {
    return this.commit(conversationId, 'message', { text });
  }

  /** Puts another event in the place of one. */
  replaceEvent(conversationId: string, seq: number, event: object): void {
    this.log(conversationId).events[seq - 1] = Buffer.from(JSON.stringify(event));
  }

  say(conversationId: string, text: string): number {
    return this.route(conversationId, this.commitOnly(conversationId, text));
  }

  /** The dispatch of a committed event. */
  dispatchOf(conversationId: string, seq: number): Dispatch {
    const log = this.log(conversationId);
    const audience =
      log.kind === 'direct'
        ? { users: { userIds: [...log.members.keys()] } }
        : { subscribers: true };
    const subscriptions = log.changes.get(seq) ?? [];
    const membersSeq = membersSeqOf(log, seq - 1);
    return { conversationId, seq, audience, event: log.events[seq - 1], subscriptions, membersSeq };
  }

  private carryOut(kind: Kind, call: Record<string, unknown>): unknown {
    switch (kind) {
      case 'open':
        return this.open(call);
      case 'heads':
        return this.heads(call);
      case 'send':
        return this.send(call);
      case 'history':
        return this.history(call);
      case 'mark':
        return this.mark(call);
      case 'positions':
        return this.positions(call);
      case 'membership':
        return this.membership(call);
      case 'occupy':
        for (const id of call.vacated as string[]) this.occupied.delete(id);
        return { gainedConversationIds: this.occupy(call.occupied as string[]) };
      case 'close':
        for (const binding of call.bindings as Required<Binding>[]) this.unbind(binding);
        return {};
      case 'newest':
        return { dispatches: this.newest(call.conversationIds as string[]) };
      case 'presence':
        return this.presence(call);
      case 'touch':
        return {
          reboundConnectionIds: this.touch(call),
          regainedConversationIds: this.occupy(call.conversationIds as string[]),
        };
      case 'guestSend':
      case 'guestPull':
        throw new ParleyError('forbidden', 'Guests come over HTTP.');
    }
  }

  /** Returns those that were not occupied. */
  private occupy(conversationIds: readonly string[]): string[] {
    const gained = conversationIds.filter(id => !this.occupied.has(id));
    for (const id of conversationIds) this.occupied.add(id);
    return gained;
  }

  private newest(conversationIds: readonly string[]): Dispatch__Output[] {
    const dispatches = conversationIds.flatMap(id => {
      const { length } = this.log(id).events;
      return length > 0 ? [this.dispatchOf(id, length)] : [];
    });
    // Through the real encoding, so that every field is there.
    return decodeDispatchBatch(encodeDispatchBatch({ dispatches })).dispatches;
  }

  private positions(call: Record<string, unknown>): PositionsReply__Output {
    const conversations = (call.conversationIds as string[]).map(conversationId => {
      const members = [...this.log(conversationId).members].map(([userId, visibleFromSeq]) => {
        const mark = this.marks.get(`${userId}/${conversationId}`);
        return { userId, visibleFromSeq, deliveredSeq: 0, readSeq: 0, ...mark };
      });
      return { conversationId, members, tooMany: false };
    });
    return { conversations };
  }

  private open(call: Record<string, unknown>): OpenReply__Output {
    const { accessToken, deviceId, connectionId } = call as Record<string, string>;
    if (accessToken === 'expired') throw new ParleyError('token_expired', 'The token is expired.');
    const session = this.tokens.get(accessToken ?? '');
    if (!session) throw new ParleyError('unauthenticated', 'The token is not ours.');
    const { userId, sessionId } = session;
    const binding = {
      ...session,
      deviceId: deviceId ?? '',
      connectionId: connectionId ?? '',
      away: call.away === true,
      boundAtUs: ++this.binds,
      gapKnown: false,
      attempt: Number(call.attempt ?? 0),
    };
    this.bindings.set(keyOf(binding), binding);
    const own = [...this.logs].filter(([, log]) => log.kind === 'group' && log.members.has(userId));
    return {
      userId,
      sessionId,
      subscribeTo: own.map(([id]) => id),
      visibleFromSeqs: own.map(([, log]) => log.members.get(userId) ?? 0),
      membersSeqs: own.map(([, log]) => membersSeqOf(log)),
      boundAtUs: binding.boundAtUs,
      presenceMode: 'auto',
      heads: this.heads({ ...call, session, afterId: '' }),
    };
  }

  /** Online is whose device is bound, away if all of them are; versions are those of `presences`. */
  private presence({ userIds }: Record<string, unknown>): PresenceReply__Output {
    return {
      presences: (userIds as string[]).map(userId => {
        const own = [...this.bindings.values()].filter(one => one.userId === userId);
        const present = own.every(one => one.away) ? 'away' : 'online';
        const status = own.length === 0 ? 'offline' : present;
        return { userId, status, lastSeenAtMs: own.length === 0 ? 5 : 0, version: ++this.versions };
      }),
    };
  }

  private membership(call: Record<string, unknown>): MembershipReply__Output {
    const { conversationId, userIds } = call as { conversationId: string; userIds: string[] };
    const log = this.log(conversationId);
    const found = userIds.filter(userId => log.members.has(userId));
    return {
      membersSeq: membersSeqOf(log),
      userIds: found,
      visibleFromSeqs: found.map(userId => log.members.get(userId) ?? 0),
    };
  }

  private heads(call: Record<string, unknown>) {
    const { session, known, afterId, upToId, limit } = call as {
      session: { userId: string };
      known: { conversationId: string; seq: number }[];
      afterId: string;
      upToId: string;
      limit: number;
    };
    const isWithin = (id: string) =>
      compareIds(id, afterId) > 0 && (upToId === '' || compareIds(id, upToId) <= 0);
    const heads = [...this.logs]
      .filter(([id, log]) => isWithin(id) && log.members.has(session.userId))
      .filter(([id, log]) => {
        const head = known.find(({ conversationId }) => conversationId === id);
        return head?.seq !== log.events.length;
      })
      .map(([conversationId, log]) => ({
        conversationId,
        kind: log.kind,
        lastSeq: log.events.length,
        visibleFromSeq: log.members.get(session.userId) ?? 1,
        epoch: 1,
        deliveredSeq: 0,
        readSeq: 0,
      }));
    const isMember = (id: string) => this.logs.get(id)?.members.has(session.userId) === true;
    const ids = known.map(({ conversationId }) => conversationId);
    const gone = ids.filter(id => isWithin(id) && !isMember(id));
    const isCut = limit > 0 && heads.length > limit;
    const reached = isCut ? (heads[limit - 1]?.conversationId ?? '') : upToId;
    return { heads: isCut ? heads.slice(0, limit) : heads, gone, upToId: reached };
  }

  private send(call: Record<string, unknown>): SendReply__Output {
    const { caller, conversationId, clientId, body } = call as {
      caller: { session: { userId: string } };
      conversationId: string;
      clientId: string;
      body: string;
    };
    const { userId } = caller.session;
    this.requireMember(conversationId, userId);
    const key = `${userId}/${clientId}`;
    const before = this.sent.get(key);
    if (before) return before;
    const content = { senderId: userId, clientId, body: JSON.parse(body), createdAtMs: 1_000 };
    const seq = this.route(conversationId, this.commit(conversationId, 'message', content));
    const reply = { conversationId, seq, messageId: String(this.nextId++), createdAtMs: 1 };
    this.sent.set(key, reply);
    return reply;
  }

  private history(call: Record<string, unknown>): HistoryReply__Output {
    const { caller, conversationId, afterSeq, beforeSeq, limit } = call as {
      caller: { session: { userId: string } };
      conversationId: string;
      afterSeq?: number;
      beforeSeq?: number;
      limit: number;
    };
    const { events } = this.requireMember(conversationId, caller.session.userId);
    if (afterSeq !== undefined) {
      const page = events.slice(afterSeq, afterSeq + limit);
      return { epoch: 1, events: page, hasMore: afterSeq + limit < events.length };
    }
    const end = (beforeSeq ?? 1) - 1;
    const start = Math.max(0, end - limit);
    return { epoch: 1, events: events.slice(start, end), hasMore: start > 0 };
  }

  private mark(call: Record<string, unknown>): object {
    const { caller, conversationId, deliveredSeq, readSeq } = call as {
      caller: { session: { userId: string } };
      conversationId: string;
      deliveredSeq: number;
      readSeq: number;
    };
    const { userId } = caller.session;
    this.requireMember(conversationId, userId);
    const key = `${userId}/${conversationId}`;
    const mark = this.marks.get(key) ?? { deliveredSeq: 0, readSeq: 0 };
    this.marks.set(key, {
      deliveredSeq: Math.max(mark.deliveredSeq, deliveredSeq),
      readSeq: Math.max(mark.readSeq, readSeq),
    });
    return {};
  }

  private touch(call: Record<string, unknown>): string[] {
    const rebound: string[] = [];
    for (const binding of call.bindings as Required<Binding>[]) {
      if (!this.bindings.has(keyOf(binding))) rebound.push(binding.connectionId);
      this.bindings.set(keyOf(binding), binding);
    }
    return rebound;
  }

  private unbind(binding: Required<Binding>): void {
    const bound = this.bindings.get(keyOf(binding));
    if (bound?.connectionId === binding.connectionId) this.bindings.delete(keyOf(binding));
  }

  /** Pushes an event if task would find the node. */
  private route(conversationId: string, seq: number): number {
    const dispatch = this.dispatchOf(conversationId, seq);
    const bound = new Set([...this.bindings.values()].map(({ userId }) => userId));
    const users = [
      ...(dispatch.audience?.users?.userIds ?? []),
      ...(dispatch.subscriptions ?? []).map(({ userId }) => userId ?? ''),
    ];
    const found = dispatch.audience?.subscribers && this.occupied.has(conversationId);
    if (found || users.some(userId => bound.has(userId))) this.dispatch([dispatch]);
    return seq;
  }

  private commit(conversationId: string, type: string, content: object): number {
    const { events } = this.log(conversationId);
    const seq = events.length + 1;
    events.push(Buffer.from(JSON.stringify({ conversationId, seq, type, ...content })));
    return seq;
  }

  protected log(conversationId: string): Log {
    const log = this.logs.get(conversationId);
    if (!log) throw new ParleyError('not_found', 'There is no such conversation.');
    return log;
  }

  protected requireMember(conversationId: string, userId: string): Log {
    const log = this.log(conversationId);
    if (!log.members.has(userId)) {
      throw new ParleyError('not_a_member', 'You are not a member of this conversation.');
    }
    return log;
  }
}
