import type { ErrorCode } from '@parley/core';
import type { GatewayLoad } from '@parley/rpc';
import { CLOSE } from '@parley/wire';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Run } from './hub/run.ts';

/** Counts kept as plain numbers, since adding to a prom-client counter costs more than a delivery. */
export interface Tally {
  framesIn: number;
  framesOut: number;
  bytesOut: number;
  /** Frames over the rate limit. */
  refused: number;
  /** Events times the sockets that got them. */
  deliveries: number;
  /** Requests of clients that have not been answered. */
  requestsInFlight: number;
  /** Times that a socket was no longer read because it had too many of them. */
  paused: number;
  /** Positions on their way to logic. */
  marksInFlight: number;
  /** Pushes of task that do not lie in the sockets' queues yet. */
  pushesInHand: number;
  socketsRefused: number;
  /** Signals times the sockets that got them. */
  signals: number;
  /** Events that had overtaken a change of members. */
  held: number;
  /** Questions to logic about who is a member. */
  membersAsked: number;
  /** Sockets that were closed since that could not be told. */
  fencedOff: number;
}

export interface ConnectMetrics {
  readonly tally: Tally;
  readonly closed: (code: number) => void;
  readonly handshakeFailed: (code: ErrorCode) => void;
  readonly presenceHealed: () => void;
  readonly markLost: () => void;
  readonly delivered: (runs: readonly Run[]) => void;
}

/** What is read at the moment when somebody asks. */
export interface Gauges {
  readonly sockets: () => number;
  readonly outboundBytes: () => number;
  readonly hellosWaiting: () => number;
  readonly watched: () => number;
  readonly occupied: () => number;
  readonly logic: Readonly<GatewayLoad>;
}

export function createConnectMetrics(registry: Registry, gauges: Gauges): ConnectMetrics {
  const tally: Tally = {
    framesIn: 0,
    framesOut: 0,
    bytesOut: 0,
    refused: 0,
    deliveries: 0,
    requestsInFlight: 0,
    paused: 0,
    marksInFlight: 0,
    pushesInHand: 0,
    socketsRefused: 0,
    signals: 0,
    held: 0,
    membersAsked: 0,
    fencedOff: 0,
  };
  const registers = [registry];
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name: `parley_connect_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `parley_connect_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  gauge('sockets', 'Sockets that are open', gauges.sockets);
  gauge('outbound_bytes', 'Bytes that wait for sockets to take them', gauges.outboundBytes);
  gauge('hellos_waiting', 'Hellos that wait for their turn', gauges.hellosWaiting);
  gauge('watched_users', 'People whose presence sockets here watch', gauges.watched);
  gauge('occupied_conversations', 'Conversations with subscribers here', gauges.occupied);
  gauge('requests_in_flight', 'Requests of clients in hand', () => tally.requestsInFlight);
  gauge('marks_in_flight', 'Positions on their way to logic', () => tally.marksInFlight);
  gauge('pushes_in_hand', 'Pushes that are being dealt out', () => tally.pushesInHand);
  gauge('logic_pending', 'Calls to logic without a reply', () => gauges.logic.pending);
  counter('logic_refused_total', 'Calls to logic beyond the bound', () => gauges.logic.refused);
  counter('paused_total', 'Times a socket had too many requests in hand', () => tally.paused);
  counter('sockets_refused_total', 'Sockets beyond the bound', () => tally.socketsRefused);
  counter('frames_in_total', 'Frames of clients', () => tally.framesIn);
  counter('frames_out_total', 'Frames to clients', () => tally.framesOut);
  counter('bytes_out_total', 'Bytes of frames to clients', () => tally.bytesOut);
  counter('frames_refused_total', 'Frames over the rate limit', () => tally.refused);
  counter('deliveries_total', 'Events times sockets that got them', () => tally.deliveries);
  counter('signals_total', 'Signals times sockets that got them', () => tally.signals);
  counter('held_total', 'Events that waited for a change of members', () => tally.held);
  counter('members_asked_total', 'Questions about who is a member', () => tally.membersAsked);
  counter('fenced_off_total', 'Sockets closed without an answer to it', () => tally.fencedOff);

  const closes = new Counter({
    name: 'parley_connect_closes_total',
    help: 'Sockets closed, by the name of the close code',
    labelNames: ['code'],
    registers,
  });
  const handshakeFailures = new Counter({
    name: 'parley_connect_handshake_failures_total',
    help: 'Sockets that were not let in, by error code',
    labelNames: ['code'],
    registers,
  });
  const marksLost = new Counter({
    name: 'parley_connect_marks_lost_total',
    help: 'Positions that could not be passed on',
    registers,
  });
  const presenceHealed = new Counter({
    name: 'parley_connect_presence_healed_total',
    help: 'Presences that those who watch learned late, because the signal was lost',
    registers,
  });
  const eventsPerFrame = new Histogram({
    name: 'parley_connect_events_per_frame',
    help: 'Events that left in one frame',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });

  return {
    tally,
    closed: code => closes.inc({ code: NAMES.get(code) ?? 'other' }),
    handshakeFailed: code => handshakeFailures.inc({ code }),
    presenceHealed: () => presenceHealed.inc(),
    markLost: () => marksLost.inc(),
    delivered: runs => {
      for (const run of runs) {
        if (run.isSignals) {
          tally.signals += run.reached * run.size;
          continue;
        }
        tally.deliveries += run.reached * run.size;
        if (run.encoded > 0) eventsPerFrame.observe(run.size);
      }
    },
  };
}

/** A client may close with any code; only these get a time series of their own. */
const NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  ...Object.entries(CLOSE).map(([name, code]): [number, string] => [code, name]),
  [1000, 'normal'],
  [1001, 'client_gone'],
  [1002, 'bad_websocket'],
  [1003, 'unsupported_data'],
  [1005, 'no_code'],
  [1006, 'cut_off'],
  [1007, 'bad_utf8'],
  [1009, 'too_big'],
]);
