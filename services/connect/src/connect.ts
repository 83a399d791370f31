import { ConnectClient } from '@parley/contracts';
import { type Logger, ParleyError, Turnstile } from '@parley/core';
import { type LogicGateway, type RpcService, servePush } from '@parley/rpc';
import { nanoid } from 'nanoid';
import type { Registry } from 'prom-client';
import { Channel, type ChannelHost } from './channel/channel.ts';
import { ChannelSet } from './channel/channel-set.ts';
import type { Gate } from './channel/gate.ts';
import { relieve } from './channel/relieve.ts';
import { createDoors } from './doors.ts';
import { createAskMembers } from './fence/ask-members.ts';
import { Fence } from './fence/fence.ts';
import { createFrameReader } from './frames/read-frame.ts';
import { Hub } from './hub/hub.ts';
import { createConnectMetrics } from './metrics.ts';
import { type ConnectSettings, resolveOptions } from './options.ts';
import { Activity } from './presence/activity.ts';
import { bindingOf } from './presence/binding.ts';
import { ChangeJournal } from './presence/change-journal.ts';
import { Goodbyes } from './presence/goodbyes.ts';
import { every, everyBucket } from './presence/housekeeping.ts';
import { Occupancy } from './presence/occupancy.ts';
import { createRecall } from './presence/recall.ts';
import { sweepIdle } from './presence/sweep-idle.ts';
import { createTellHeads } from './presence/tell-heads.ts';
import { createTouch } from './presence/touch.ts';
import { createWatchedPresence } from './presence/watched-presence.ts';
import { createAdmitChannel } from './use-cases/admit-channel.ts';
import { Answers } from './use-cases/answer.ts';
import { createCompareHeads } from './use-cases/compare-heads.ts';
import { sendElsewhere } from './use-cases/drain.ts';
import { createMarkPositions } from './use-cases/mark-positions.ts';
import { createPushDispatches } from './use-cases/push-dispatches.ts';
import { createReadHistory } from './use-cases/read-history.ts';
import { createReadPositions } from './use-cases/read-positions.ts';
import { createSayHello } from './use-cases/say-hello.ts';
import { createSendMessage } from './use-cases/send-message.ts';
import { createWatchPresence } from './use-cases/watch-presence.ts';
import { createReceive } from './ws/receive.ts';

/** How often it is looked how much waits for all sockets together. */
const RELIEVE_MS = 1_000;

/**
 * Hellos that come within this time are asked about together. Node takes one connection in each turn of
 * its event loop, so without it each hello of a storm makes logic ask the database for itself.
 */
const HELLO_REST_MS = 5;

/** Publishers pass each other by milliseconds; those that wait hear nothing meanwhile. */
const FENCE_PATIENCE_MS = 20;

/** What connect needs; it closes none of it. */
export interface ConnectDependencies {
  logic: Pick<LogicGateway, 'exchange' | 'ask' | 'unary' | 'load'>;
  logger: Logger;
  metrics: Registry;
  options: ConnectSettings;
}

/** Holds the sockets of clients. */
export interface ConnectService {
  /** For task, on this node's gRPC server. */
  readonly rpc: RpcService[];
  /** Sockets that are open. */
  readonly sockets: number;
  /** @throws Error when the address cannot be bound. */
  listen(): Promise<{ port: number }>;
  /**
   * Takes TCP connections too, on this port, 0 for a free one; any number of times.
   * @throws Error when the address cannot be bound.
   */
  listenTcp(port: number): Promise<{ port: number }>;
  /** Takes no more sockets and sends the clients elsewhere; resolves when they are gone, or their time is over. */
  drain(): Promise<void>;
  /** Ends everything that is left. Safe to call twice, and without `listen`. */
  close(): Promise<void>;
}

/** @throws ParleyError `invalid_request` for an option that makes no sense. */
export function createConnect(dependencies: ConnectDependencies): ConnectService {
  const { logic, logger } = dependencies;
  const options = resolveOptions(dependencies.options);
  const { limits, serverId } = options;
  const channels = new ChannelSet();
  let isOpen = true;

  const hellos = new Turnstile({
    atOnce: options.hellosAtOnce,
    restMs: HELLO_REST_MS,
    // Each is a socket, and those are bounded.
    maxWaiting: options.maxSockets,
    refuse: () => new ParleyError('overloaded', 'Too many say hello. Please try again.'),
  });
  const journal = new ChangeJournal();
  const occupancy = new Occupancy({
    logic,
    serverId,
    lingerMs: options.lingerMs,
    shares: options.buckets,
    regained: conversationIds => void recall(conversationIds),
  });
  const { offlineGraceMs } = options;
  const goodbyes = new Goodbyes({ logic, serverId, offlineGraceMs, logger });
  const activity = new Activity({ logic, serverId, logger });
  const metrics = createConnectMetrics(dependencies.metrics, {
    sockets: () => channels.size,
    outboundBytes: () => channels.all().reduce((sum, { outboundBytes }) => sum + outboundBytes, 0),
    hellosWaiting: () => hellos.waiting,
    watched: () => hub.watched.size,
    occupied: () => occupancy.size,
    logic: logic.load,
  });
  const { tally } = metrics;
  const hub = new Hub(options, {
    occupied: conversationId => occupancy.want(conversationId),
    vacated: conversationId => {
      occupancy.release(conversationId);
      fence.tidy(conversationId);
    },
    joined: (conversationId, joined) => void tellHeads.afterJoin(conversationId, joined),
    delivered: metrics.delivered,
  });
  const compareHeads = createCompareHeads(logic);
  const fence = new Fence({
    hub,
    askMembers: createAskMembers(logic),
    journal,
    // As much as may wait for a socket: there it would wait next.
    maxHeldBytes: limits.outboundBytes,
    patienceMs: FENCE_PATIENCE_MS,
    logger,
    tally: metrics.tally,
  });
  const tellHeads = createTellHeads({ compareHeads, fence, occupancy, logger });

  const host: ChannelHost = {
    outboundBytes: limits.outboundBytes,
    tally,
    left(channel, code) {
      metrics.closed(code);
      hub.remove(channel);
      const binding = bindingOf(channel);
      if (binding !== undefined) goodbyes.add(binding, code);
    },
  };

  const watchedPresence = createWatchedPresence({
    logic,
    hub,
    logger,
    healed: metrics.presenceHealed,
  });
  const answers = new Answers({ ...options, tally, logger });
  const answer = answers.after;
  const failed = metrics.handshakeFailed;
  const receive = createReceive({
    ...options,
    reader: createFrameReader(limits),
    sayHello: createSayHello({
      ...options,
      hellos,
      admit: createAdmitChannel({ logic, hub, fence, journal, occupancy, goodbyes, serverId }),
      compareHeads,
      occupancy,
      logger,
      failed,
    }),
    answer,
    compareHeads,
    sendMessage: createSendMessage({ logic, answers }),
    readHistory: createReadHistory({ logic, answer, pageBytes: options.pageBytes }),
    watchPresence: createWatchPresence({ hub, watchedPresence, answer }),
    activity,
    readPositions: createReadPositions({ logic, answer }),
    markPositions: createMarkPositions({
      ...options,
      logic,
      logger,
      tally,
      lost: metrics.markLost,
    }),
    tally,
    failed,
  });

  const gate: Gate = {
    isOpen() {
      const hasRoom = channels.size < options.maxSockets;
      if (isOpen && !hasRoom) tally.socketsRefused += 1;
      return isOpen && hasRoom;
    },
    open(transport, helloTimeoutMs = limits.helloTimeoutMs) {
      const channel = new Channel(nanoid(), transport, host, helloTimeoutMs);
      channels.add(channel);
      return channel;
    },
    receive,
    heard(channel) {
      channel.heardAtMs = performance.now();
    },
    lost: (channel, code) => channel.lost(code),
    gone: channel => channels.delete(channel),
  };
  const doors = createDoors({ gate, logic, logger, options, refused: metrics.closed });

  const pushDispatches = createPushDispatches({ hub, fence, journal, watchedPresence });
  const recall = createRecall({ logic, serverId, push: pushDispatches, occupancy, logger });
  const touch = createTouch({ logic, serverId, occupancy, tellHeads, recall, logger });
  const stops = [
    everyBucket(hub.buckets, limits.heartbeatMs / 2, bucket =>
      sweepIdle(bucket, limits, performance.now()),
    ),
    everyBucket(hub.buckets, options.touchMs, (bucket, index) => void touch(bucket, index)),
    everyBucket(
      hub.buckets,
      options.presenceRefreshMs,
      (_, index) => void watchedPresence.refresh(index),
    ),
    every(RELIEVE_MS, () => {
      const closed = relieve(channels.all(), options.maxOutboundBytes);
      if (closed > 0) logger.warn({ sockets: closed }, 'too much waited for sockets');
    }),
  ];

  const push = servePush({
    handle: async dispatches => {
      tally.pushesInHand += 1;
      try {
        return await pushDispatches(dispatches);
      } finally {
        tally.pushesInHand -= 1;
      }
    },
    // The hub keeps the order, and joins what comes while a round lasts.
    maxInHand: options.maxPushes,
    logger,
  });

  const end = async () => {
    isOpen = false;
    doors.stop();
    for (const stop of stops) stop();
    for (const channel of channels.all()) channel.close('going_away', '{"afterMs":0}');
    await channels.empty(options.closeGraceMs);
    for (const channel of channels.all()) channel.transport.terminate();
    // Their close events come in the next turns of the event loop.
    await channels.empty(options.closeGraceMs);
    await doors.close();
    fence.close();
    activity.close();
    await goodbyes.close();
    await occupancy.close();
  };
  let ended: Promise<void> | undefined;

  return {
    rpc: [{ definition: ConnectClient.service, handlers: { Push: push } }],
    get sockets() {
      return channels.size;
    },
    async listen() {
      const { port } = await doors.listen();
      logger.info({ host: options.host, port }, 'connect listens');
      return { port };
    },
    async listenTcp(wanted) {
      const { port } = await doors.listenTcp(wanted);
      logger.info({ host: options.host, port }, 'connect listens for TCP');
      return { port };
    },
    async drain() {
      isOpen = false;
      doors.stop();
      logger.info({ sockets: channels.size }, 'connect drains');
      await sendElsewhere(channels.all(), options.drainMs);
      await channels.empty(options.drainMs + options.closeGraceMs);
    },
    close() {
      ended ??= end();
      return ended;
    },
  };
}
