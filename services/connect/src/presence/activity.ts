import type { Logger, ServerId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Channel } from '../channel/channel.ts';
import { bindingOf } from './binding.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  serverId: ServerId;
  logger: Logger;
}

/** What changes within this time is told together, so that nobody's fidgeting costs much. */
const TOGETHER_MS = 100;

/**
 * Tells logic which devices somebody is at: a touch out of turn of those where that has changed. What
 * is lost comes with the next touch of all.
 */
export class Activity {
  private readonly ports: Ports;
  private readonly changed = new Set<Channel>();
  private timer: NodeJS.Timeout | undefined;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  set(channel: Channel, away: boolean): void {
    if (channel.away === away) return;
    channel.away = away;
    this.changed.add(channel);
    this.timer ??= setTimeout(() => void this.tell(), TOGETHER_MS).unref();
  }

  close(): void {
    clearTimeout(this.timer);
    this.changed.clear();
  }

  private async tell(): Promise<void> {
    const { logic, serverId, logger } = this.ports;
    this.timer = undefined;
    const open = [...this.changed].filter(channel => channel.state.is !== 'closed');
    this.changed.clear();
    const bindings = open.flatMap(channel => bindingOf(channel) ?? []);
    if (bindings.length === 0) return;
    try {
      await logic.exchange('touch', { serverId, bindings, conversationIds: [] }, serverId);
    } catch (error) {
      logger.warn({ err: error, sockets: bindings.length }, 'it was not told who is away');
    }
  }
}
