import { backoffMs, type ConversationId, type ServerId, sleep, toParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { HeldConversations } from './held-conversations.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  /** How long a conversation stays occupied after its last subscriber left. */
  lingerMs: number;
  /** In so many parts what is occupied is confirmed. */
  shares: number;
  /** Pushes of these had stopped coming here, unnoticed, and come again. */
  regained(conversationIds: readonly ConversationId[]): void;
}

/** What has to be tried again because the way to logic was down for a moment. */
const TRIES = 3;
const BACKOFF = { firstMs: 100, maxMs: 400, jitter: 0.5 };

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Tells logic of which conversations this node has subscribers, so that their pushes come here.
 *
 * One call is under way at a time and holds everything that has come up since the last one. So two
 * calls about one conversation never overtake each other, and a storm of joins costs few calls.
 */
export class Occupancy {
  private readonly ports: Ports;
  /** Has local subscribers. */
  private readonly wanted = new Set<ConversationId>();
  /** Acknowledged by logic. */
  private readonly held: HeldConversations;
  /** Calls that were acknowledged. */
  private calls = 0;
  private readonly toOccupy = new Map<ConversationId, Waiter[]>();
  private readonly toVacate = new Set<ConversationId>();
  private readonly lingering = new Map<ConversationId, NodeJS.Timeout>();
  /** A vacate of these has failed and may still be carried out, late. */
  private readonly doubtful = new Set<ConversationId>();
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(ports: Ports) {
    this.ports = ports;
    this.held = new HeldConversations(ports.shares);
  }

  /** The conversation has its first subscriber here. What is still occupied stays so. */
  want(conversationId: ConversationId): void {
    this.wanted.add(conversationId);
    clearTimeout(this.lingering.get(conversationId));
    this.lingering.delete(conversationId);
    this.toVacate.delete(conversationId);
  }

  /** The last one left. */
  release(conversationId: ConversationId): void {
    this.wanted.delete(conversationId);
    this.linger(conversationId);
  }

  /**
   * Resolves when pushes of all of these come here.
   * @throws ParleyError what logic threw; none of them may then be counted on.
   */
  async ensure(conversationIds: readonly ConversationId[]): Promise<void> {
    await this.renew(conversationIds.filter(conversationId => !this.held.has(conversationId)));
  }

  /** As `ensure`, but says so to logic also for what is held: the session store may have lost it. */
  async renew(conversationIds: readonly ConversationId[]): Promise<void> {
    if (conversationIds.length > 0) await Promise.all(conversationIds.map(id => this.wait(id)));
  }

  /** For `isHeldSince`. */
  get now(): number {
    return this.calls;
  }

  /** Whether pushes of it have come here all the time since `now` was this. */
  isHeldSince(conversationId: ConversationId, now: number): boolean {
    return (this.held.since(conversationId) ?? Number.POSITIVE_INFINITY) <= now;
  }

  /** A share of the conversations to confirm to logic from time to time. */
  occupied(share: number): Iterable<ConversationId> {
    return this.held.share(share);
  }

  /** How many are occupied. */
  get size(): number {
    return this.held.size;
  }

  /**
   * Those of `confirmed` about which a lost call may have changed something behind our back; each
   * is named once. Their subscribers may have missed events.
   */
  takeDoubtful(confirmed: readonly ConversationId[]): ConversationId[] {
    return confirmed.filter(conversationId => this.doubtful.delete(conversationId));
  }

  /** It is not known whether these were confirmed, and what the answer would have said. */
  doubt(conversationIds: readonly ConversationId[]): void {
    for (const id of conversationIds) if (this.held.has(id)) this.doubtful.add(id);
  }

  /** Whether nothing is wanted, held or waited for. */
  get isIdle(): boolean {
    return this.wanted.size + this.held.size + this.toOccupy.size + this.toVacate.size === 0;
  }

  /** Stops lingering; resolves when no call is under way. What is occupied goes by its time to live. */
  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.lingering.values()) clearTimeout(timer);
    this.lingering.clear();
    await this.running;
  }

  private linger(conversationId: ConversationId): void {
    if (this.closed) return;
    clearTimeout(this.lingering.get(conversationId));
    const timer = setTimeout(() => {
      this.lingering.delete(conversationId);
      // While it is being occupied there is nothing to take back yet.
      if (!this.held.has(conversationId) && !this.doubtful.has(conversationId)) return;
      this.toVacate.add(conversationId);
      this.work();
    }, this.ports.lingerMs);
    this.lingering.set(conversationId, timer.unref());
  }

  private wait(conversationId: ConversationId): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiters = this.toOccupy.get(conversationId);
      if (waiters) waiters.push({ resolve, reject });
      else this.toOccupy.set(conversationId, [{ resolve, reject }]);
      this.work();
    });
  }

  private work(): void {
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // The rest of this turn of the event loop may add more.
    await new Promise(resolve => setImmediate(resolve));
    while (this.toOccupy.size + this.toVacate.size > 0) await this.oneCall();
    // With nothing in between: what comes up from here on has to start a new one.
    this.running = undefined;
  }

  private async oneCall(): Promise<void> {
    const waiters = [...this.toOccupy.values()].flat();
    const occupied = [...this.toOccupy.keys()];
    const vacated = [...this.toVacate];
    this.toOccupy.clear();
    this.toVacate.clear();
    const renewed = new Set(occupied.filter(id => this.held.has(id)));
    // From here on whoever wants one of them waits for the next call.
    for (const conversationId of vacated) this.held.delete(conversationId);
    let gained: readonly ConversationId[];
    try {
      gained = await this.tell(occupied, vacated);
    } catch (error) {
      for (const conversationId of vacated) {
        this.doubtful.add(conversationId);
        if (!this.wanted.has(conversationId)) this.linger(conversationId);
      }
      for (const { reject } of waiters) reject(error);
      return;
    }
    for (const conversationId of vacated) this.doubtful.delete(conversationId);
    this.calls += 1;
    for (const conversationId of occupied) {
      this.held.add(conversationId, this.calls);
      if (!this.wanted.has(conversationId)) this.linger(conversationId);
    }
    for (const { resolve } of waiters) resolve();
    const regained = gained.filter(id => renewed.has(id));
    if (regained.length > 0) this.ports.regained(regained);
  }

  /** Resolves to those that logic did not know of. */
  private async tell(
    occupied: ConversationId[],
    vacated: ConversationId[],
  ): Promise<readonly ConversationId[]> {
    const { logic, serverId } = this.ports;
    for (let tries = 1; ; tries++) {
      try {
        // All of a node's calls go to one instance of logic, and so stay in order there too.
        const call = { serverId, occupied, vacated };
        return (await logic.exchange('occupy', call, serverId)).gainedConversationIds;
      } catch (error) {
        const again = toParleyError(error).code === 'unavailable' && tries < TRIES && !this.closed;
        if (!again) throw error;
        await sleep(backoffMs(tries, BACKOFF));
      }
    }
  }
}
