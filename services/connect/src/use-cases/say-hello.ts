import {
  type ErrorCode,
  type Logger,
  ParleyError,
  type ServerId,
  type Turnstile,
  toParleyError,
} from '@parley/core';
import { type CloseName, type HelloFrame, type Limits, PROTOCOL_VERSION } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import { comparison, errorFrame, welcomeFrame } from '../frames/server-frames.ts';
import type { Occupancy } from '../presence/occupancy.ts';
import type { AdmitChannel } from './admit-channel.ts';
import type { CompareHeads } from './compare-heads.ts';

interface Ports {
  /** Lets few at a time ask logic, the others in the order of their coming. */
  hellos: Pick<Turnstile, 'pass'>;
  admit: AdmitChannel;
  compareHeads: CompareHeads;
  occupancy: Pick<Occupancy, 'ensure'>;
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
  const { hellos, admit, compareHeads, occupancy, serverId, limits, logger } = ports;

  /** Once pushes of all rooms come here, so that nothing falls between; undefined when the socket has gone. */
  const askAgain = async (channel: Channel, identity: Identity, frame: HelloFrame) => {
    await occupancy.ensure(channel.rooms.map(({ conversationId }) => conversationId));
    if (channel.state.is !== 'handshaking') return undefined;
    return compareHeads(identity, frame);
  };

  const welcome = async (channel: Channel, frame: HelloFrame): Promise<void> => {
    if (frame.protocol !== PROTOCOL_VERSION) throw unsupported(frame.protocol);
    // It may have gone while it waited.
    if (channel.state.is !== 'handshaking') return;
    const admitted = await admit(channel, frame);
    if (admitted === undefined) return;
    const { identity } = admitted;
    const heads = admitted.heads ?? (await askAgain(channel, identity, frame));
    if (heads === undefined) return;
    const { userId, sessionId, presenceMode } = identity;
    const compared = comparison(heads);
    const { connectionId } = channel;
    const { id } = frame;
    const self = { userId, sessionId, connectionId, serverId, presenceMode };
    channel.welcome(welcomeFrame({ id, ...self, limits, ...compared }));
  };

  return async (channel, frame) => {
    try {
      await hellos.pass(() => welcome(channel, frame));
    } catch (error) {
      const known = toParleyError(error);
      if (known.code === 'internal') logger.error({ err: error }, 'a hello failed unexpectedly');
      ports.failed(known.code);
      channel.refuse(errorFrame(frame.id, known), CLOSE_NAMES[known.code] ?? 'unavailable');
    }
  };
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
