import type { OpenReply__Output } from '@parley/contracts';
import {
  type ConversationId,
  type ErrorCode,
  type Logger,
  ParleyError,
  type ServerId,
  toParleyError,
} from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import {
  type CloseName,
  type HelloFrame,
  type Limits,
  PROTOCOL_VERSION,
  type PresenceMode,
} from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { comparison, errorFrame, welcomeFrame } from '../frames/server-frames.ts';
import type { Hub } from '../hub/hub.ts';
import type { Change, ChangeJournal } from '../presence/change-journal.ts';
import type { Goodbyes } from '../presence/goodbyes.ts';
import type { Occupancy } from '../presence/occupancy.ts';
import type { CompareHeads } from './compare-heads.ts';

interface Ports {
  compareHeads: CompareHeads;
  logic: Pick<LogicGateway, 'exchange'>;
  hub: Pick<Hub, 'add' | 'subscribe'>;
  occupancy: Pick<Occupancy, 'ensure'>;
  journal: Pick<ChangeJournal, 'open'>;
  goodbyes: Pick<Goodbyes, 'add'>;
  serverId: ServerId;
  limits: Limits;
  logger: Logger;
  /** Counts handshakes that failed. */
  failed: (code: ErrorCode) => void;
}

/** Never rejects: a channel that cannot be let in is closed with a code that says why. */
export type SayHello = (channel: Channel, frame: HelloFrame) => Promise<void>;

/** Lets a socket in. FLOW.md says why the steps come in this order. */
export function createSayHello(ports: Ports): SayHello {
  const { logic, compareHeads, hub, occupancy, journal, goodbyes, serverId, limits, logger } =
    ports;

  const admit = async (channel: Channel, frame: HelloFrame): Promise<Identity | undefined> => {
    const { connectionId } = channel;
    const { token: accessToken, deviceId } = frame;
    const reader = journal.open();
    try {
      // By device: of two sockets of one device logic binds them in the order of their hellos.
      const { away = false } = frame;
      channel.away = away;
      const call = { accessToken, deviceId, connectionId, serverId, away };
      const reply = await logic.exchange('open', call, deviceId);
      const { userId, sessionId } = reply;
      const { state } = channel;
      if (state.is === 'closed') {
        goodbyes.add({ userId, sessionId, deviceId, connectionId }, state.code);
        return undefined;
      }
      const identity = identityOf(reply, deviceId);
      hub.add(channel, identity)?.close('replaced');
      // No await since logic's answer: what is pushed from here on finds the channel in the hub.
      for (const [id, fromSeq] of subscriptionsOf(reply, reader.changes())) {
        hub.subscribe(channel, id, fromSeq);
      }
      return identity;
    } finally {
      reader.close();
    }
  };

  const welcome = async (channel: Channel, frame: HelloFrame): Promise<void> => {
    if (frame.protocol !== PROTOCOL_VERSION) throw unsupported(frame.protocol);
    const identity = await admit(channel, frame);
    if (identity === undefined) return;
    await occupancy.ensure(channel.rooms.map(({ conversationId }) => conversationId));
    if (channel.state.is !== 'handshaking') return;
    const { userId, sessionId, presenceMode } = identity;
    const compared = comparison(await compareHeads(identity, frame));
    const { connectionId } = channel;
    const { id } = frame;
    const self = { userId, sessionId, connectionId, serverId, presenceMode };
    channel.welcome(welcomeFrame({ id, ...self, limits, ...compared }));
  };

  return async (channel, frame) => {
    try {
      await welcome(channel, frame);
    } catch (error) {
      const known = toParleyError(error);
      if (known.code === 'internal') logger.error({ err: error }, 'a hello failed unexpectedly');
      ports.failed(known.code);
      channel.refuse(errorFrame(frame.id, known), CLOSE_NAMES[known.code] ?? 'unavailable');
    }
  };
}

function identityOf(reply: OpenReply__Output, deviceId: string): Identity {
  const { userId, sessionId, boundAtUs } = reply;
  const presenceMode = reply.presenceMode as PresenceMode;
  const caller = { session: { userId, sessionId } };
  return { userId, sessionId, deviceId, boundAtUs, presenceMode, caller };
}

/**
 * Where to subscribe, and from which seq on: logic's answer, brought up to date.
 * @throws ParleyError `session_revoked` if the session has been signed out meanwhile.
 */
function subscriptionsOf(
  { userId, sessionId, subscribeTo, visibleFromSeqs }: OpenReply__Output,
  changes: readonly Change[],
): Map<ConversationId, number> {
  const subscriptions = new Map<ConversationId, number>();
  for (const [i, id] of subscribeTo.entries()) subscriptions.set(id, visibleFromSeqs[i] ?? 0);
  for (const change of changes) {
    if (change.kind === 'revoked') {
      if (change.sessionId === sessionId) {
        throw new ParleyError('session_revoked', 'This device was signed out.');
      }
    } else if (change.userId === userId) {
      if (change.kind === 'left') subscriptions.delete(change.conversationId);
      else subscriptions.set(change.conversationId, change.seq);
    }
  }
  return subscriptions;
}

function unsupported(protocol: number): ParleyError {
  const message = `protocol: this server speaks version ${PROTOCOL_VERSION}.`;
  return new ParleyError('unsupported_version', message, {
    field: 'protocol',
    value: String(protocol),
    expected: String(PROTOCOL_VERSION),
  });
}

/**
 * Whether to come back depends on the range of the close code: what is not in this table may pass,
 * and is closed with `unavailable`.
 */
const CLOSE_NAMES: Partial<Record<ErrorCode, CloseName>> = {
  unsupported_version: 'unsupported_version',
  session_revoked: 'session_revoked',
  unauthenticated: 'unauthenticated',
  token_expired: 'unauthenticated',
  wrong_credentials: 'unauthenticated',
  forbidden: 'unauthenticated',
  not_found: 'unauthenticated',
  invalid_request: 'protocol_error',
  bad_frame: 'protocol_error',
  too_large: 'protocol_error',
};
