import type { HeadsReply__Output, OpenCall, OpenReply__Output } from '@parley/contracts';
import { type ConversationId, ParleyError, type ServerId, WORLD_ID } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { HelloFrame, PresenceMode } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';
import type { Fence } from '../fence/fence.ts';
import { HEADS_PER_FRAME } from '../frames/server-frames.ts';
import type { Hub } from '../hub/hub.ts';
import type { Change, ChangeJournal } from '../presence/change-journal.ts';
import type { Goodbyes } from '../presence/goodbyes.ts';
import type { Occupancy } from '../presence/occupancy.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  hub: Pick<Hub, 'add' | 'subscribe'>;
  fence: Pick<Fence, 'subscribed' | 'invite'>;
  journal: Pick<ChangeJournal, 'open'>;
  occupancy: Pick<Occupancy, 'now' | 'isHeldSince'>;
  goodbyes: Pick<Goodbyes, 'add'>;
  serverId: ServerId;
}

export interface Admitted {
  identity: Identity;
  /** What differs between client and log; undefined if something may have come in between. */
  heads: HeadsReply__Output | undefined;
}

/**
 * Has logic say who it is, and makes the channel reachable and subscribed. Undefined when the socket
 * has gone meanwhile; then it is unbound again.
 * @throws ParleyError what logic threw; `session_revoked` if the session was signed out meanwhile.
 */
export type AdmitChannel = (channel: Channel, frame: HelloFrame) => Promise<Admitted | undefined>;

export function createAdmitChannel(ports: Ports): AdmitChannel {
  const { logic, hub, fence, journal, occupancy, goodbyes, serverId } = ports;
  return async (channel, frame) => {
    const { connectionId } = channel;
    const { deviceId } = frame;
    const reader = journal.open();
    const begin = occupancy.now;
    try {
      channel.away = frame.away ?? false;
      // By device: of two sockets of one device logic binds them in the order of their hellos.
      const reply = await logic.exchange('open', openCall(channel, frame, serverId), deviceId);
      const { userId, sessionId, subscribeTo } = reply;
      const { state } = channel;
      if (state.is === 'closed') {
        goodbyes.add({ userId, sessionId, deviceId, connectionId }, state.code);
        return undefined;
      }
      const identity = identityOf(reply, frame);
      hub.add(channel, identity)?.close('replaced');
      // No await since logic's answer: what is pushed from here on finds the channel in the hub.
      const { certain, doubtful } = subscriptionsOf(reply, reader.changes());
      for (const [id, { fromSeq, asOfSeq }] of certain) {
        if (hub.subscribe(channel, id, fromSeq)) fence.subscribed(id, asOfSeq);
      }
      const isWhole =
        subscribeTo.every(id => occupancy.isHeldSince(id, begin)) &&
        ![userId, WORLD_ID, ...subscribeTo].some(id => reader.hasHeard(id));
      await Promise.all(doubtful.map(id => fence.invite(id, userId)));
      const heads = isWhole && doubtful.length === 0 ? reply.heads : undefined;
      return { identity, heads: heads ?? undefined };
    } finally {
      reader.close();
    }
  };
}

function openCall(channel: Channel, frame: HelloFrame, serverId: ServerId): OpenCall {
  const { connectionId, away } = channel;
  const { token: accessToken, deviceId, attempt = 0, heads, upToId = '' } = frame;
  const range = { known: heads, upToId, limit: HEADS_PER_FRAME };
  return { accessToken, deviceId, connectionId, serverId, away, attempt, ...range };
}

function identityOf(reply: OpenReply__Output, { deviceId, attempt = 0 }: HelloFrame): Identity {
  const { userId, sessionId, boundAtUs } = reply;
  const presenceMode = reply.presenceMode as PresenceMode;
  const caller = { session: { userId, sessionId } };
  return { userId, sessionId, deviceId, boundAtUs, attempt, presenceMode, caller };
}

/** Where a channel is to be subscribed. */
interface Subscription {
  /** What comes from here on is for it; what came before is in the heads. */
  fromSeq: number;
  /** The user was a member as of this change of members. */
  asOfSeq: number;
}

interface Subscriptions {
  certain: Map<ConversationId, Subscription>;
  /** Where logic has to be asked once more. */
  doubtful: ConversationId[];
}

/**
 * Where to subscribe: logic's answer, brought up to date. It is certain if the node has learned nothing
 * since that the answer does not know and that was not pushed: what was pushed is in the journal.
 * @throws ParleyError `session_revoked` if the session has been signed out meanwhile.
 */
function subscriptionsOf(
  { userId, sessionId, subscribeTo, visibleFromSeqs, membersSeqs }: OpenReply__Output,
  changes: readonly Change[],
): Subscriptions {
  const certain = new Map<ConversationId, Subscription>();
  for (const [i, id] of subscribeTo.entries()) {
    const asOfSeq = membersSeqs[i] ?? 0;
    certain.set(id, { fromSeq: Math.max(asOfSeq, visibleFromSeqs[i] ?? 0), asOfSeq });
  }
  const doubtful = new Set<ConversationId>();
  for (const change of bySeq(changes)) {
    if (change.kind === 'revoked') {
      if (change.sessionId === sessionId) {
        throw new ParleyError('session_revoked', 'This device was signed out.');
      }
      continue;
    }
    const { conversationId } = change;
    const known = certain.get(conversationId);
    if (change.kind === 'learned') {
      if (known !== undefined && change.seq > known.asOfSeq) doubtful.add(conversationId);
    } else if (change.userId === userId && change.seq > (known?.asOfSeq ?? 0)) {
      if (change.kind === 'joined') doubtful.add(conversationId);
      else {
        certain.delete(conversationId);
        doubtful.delete(conversationId);
      }
    }
  }
  for (const id of doubtful) certain.delete(id);
  return { certain, doubtful: [...doubtful] };
}

/** They may have been pushed in another order than they were made in. */
function bySeq(changes: readonly Change[]): Change[] {
  const seqOf = (change: Change) => ('seq' in change ? change.seq : 0);
  return changes.toSorted((a, b) => seqOf(a) - seqOf(b));
}
