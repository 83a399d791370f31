import type { Dispatch } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { LogicGateway, LogicUnary } from '@parley/rpc';
import { MemoryLogic } from './memory-logic.ts';

interface UnaryRequest {
  caller: { session: { userId: string } };
  conversationId: string;
  userIds: string[];
  withNames: boolean;
}

/** logic in memory with the unary calls that foreign protocols need. */
export class UnaryLogic extends MemoryLogic implements Pick<LogicGateway, 'unary'> {
  /** The unary calls, in order. */
  readonly asked: { method: keyof LogicUnary; conversationId: string }[] = [];

  /** What foreign protocols ask beside; people are called `name-<userId>`, and groups can be joined. */
  async unary<M extends keyof LogicUnary>(method: M, request: object): Promise<LogicUnary[M]> {
    await new Promise(resolve => setImmediate(resolve));
    const { caller, conversationId, userIds, withNames } = request as UnaryRequest;
    this.asked.push({ method, conversationId });
    if (method === 'getUsers') {
      return { users: userIds.map(userId => ({ userId, name: `name-${userId}` })) } as never;
    }
    const { userId } = caller.session;
    const { kind, members } = this.log(conversationId);
    if (method === 'joinConversation' && !members.has(userId)) {
      if (kind === 'direct') throw new ParleyError('not_found', 'There is no such conversation.');
      this.addMember(conversationId, userId);
    }
    const { events } = this.requireMember(conversationId, userId);
    if (method === 'announceRoster') this.dispatch([this.rosterOf(conversationId, withNames)]);
    return { conversationId, kind, lastSeq: events.length } as never;
  }

  /** What was said in a conversation. */
  textsOf(conversationId: string): string[] {
    const events = this.log(conversationId).events.map(event => JSON.parse(String(event)));
    return events.filter(({ type }) => type === 'message').map(({ body }) => body.text);
  }

  private rosterOf(conversationId: string, withNames: boolean): Dispatch {
    const here = new Set([...this.bindings.values()].map(({ userId }) => userId));
    const ids = [...this.log(conversationId).members.keys()].filter(userId => here.has(userId));
    const online = ids.map(userId => ({ userId, name: `name-${userId}` }));
    const roster = { type: 'roster', conversationId, onlineCount: ids.length };
    const signal = Buffer.from(JSON.stringify({ ...roster, ...(withNames && { online }) }));
    return { conversationId, audience: { subscribers: true }, signal };
  }
}
