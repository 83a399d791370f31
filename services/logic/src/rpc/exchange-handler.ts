import type { Binding__Output, Call__Output, HistoryCall__Output } from '@parley/contracts';
import { invalid, ParleyError, type ServerId } from '@parley/core';
import type { ExchangeAnswer, ServeExchangeOptions } from '@parley/rpc';
import type { Binding } from '@parley/session-store';
import { encodeEvent } from '../dispatch/encode-event.ts';
import type { HistoryFrom } from '../use-cases/read-history.ts';
import type { UseCases } from '../use-cases.ts';
import { type ResolveCaller, toSession } from './caller.ts';
import { guestSendHandler, sendHandler } from './send-handler.ts';
import { toHeads } from './views.ts';

/** Translates the calls of the stream; every rule is in the use cases. */
export function exchangeHandler(
  useCases: UseCases,
  resolveCaller: ResolveCaller,
): ServeExchangeOptions['handle'] {
  const send = sendHandler(useCases.sendMessage, useCases.askWhose);
  const sendAsGuest = guestSendHandler(useCases.sendAsGuest);
  const answer = answerOther(useCases, resolveCaller);
  return (call, replies) => {
    if (call.send) return send(call.id, call.send, replies);
    if (call.guestSend) return sendAsGuest(call.id, call.guestSend, replies);
    return answer(call);
  };
}

function answerOther(
  useCases: UseCases,
  resolveCaller: ResolveCaller,
): (call: Call__Output) => Promise<ExchangeAnswer> {
  return async ({
    history,
    mark,
    open,
    heads,
    close,
    occupy,
    touch,
    membership,
    positions,
    presence,
    newest,
    guestPull,
  }) => {
    if (mark) {
      await useCases.markPositions(await resolveCaller(mark.caller), mark);
      return { done: {} };
    }
    if (history) {
      const session = await resolveCaller(history.caller);
      const { conversationId, limit } = history;
      const from = toHistoryFrom(history);
      const page = await useCases.readHistory(session, conversationId, from, limit);
      return { history: { ...page, events: page.events.map(encodeEvent) } };
    }
    if (open) {
      const { subscribeTo, heads: found, ...session } = await useCases.openConnection(open);
      return {
        open: {
          ...session,
          subscribeTo: subscribeTo.map(({ conversationId }) => conversationId),
          visibleFromSeqs: subscribeTo.map(({ visibleFromSeq }) => visibleFromSeq),
          membersSeqs: subscribeTo.map(({ membersSeq }) => membersSeq),
          heads: toHeads(found),
        },
      };
    }
    if (heads) {
      const found = await useCases.readHeads(toSession(heads.session), heads.known, heads);
      return { heads: toHeads(found) };
    }
    if (membership) {
      const { conversationId, userIds } = membership;
      const { membersSeq, members } = await useCases.readMembers(conversationId, userIds);
      return {
        membership: {
          membersSeq,
          userIds: members.map(({ userId }) => userId),
          visibleFromSeqs: members.map(({ visibleFromSeq }) => visibleFromSeq),
        },
      };
    }
    if (touch) {
      const { serverId, bindings, conversationIds } = touch;
      const { rebound, regained } = await useCases.touchConnections(
        serverId,
        bindings.map(binding => ({ ...binding, serverId })),
        conversationIds,
      );
      return {
        touch: { reboundConnectionIds: rebound, regainedConversationIds: regained },
      };
    }
    if (occupy) {
      const gained = await useCases.occupyConversations(occupy.serverId, occupy);
      return { occupy: { gainedConversationIds: gained } };
    }
    if (close) {
      await useCases.closeConnections(toBindings(close.serverId, close.bindings));
      return { done: {} };
    }
    if (positions) {
      const session = await resolveCaller(positions.caller);
      const conversations = await useCases.readPositions(session, positions.conversationIds);
      return { positions: { conversations } };
    }
    if (presence) {
      if (presence.caller) await resolveCaller(presence.caller);
      return { presence: { presences: await useCases.readPresence(presence.userIds) } };
    }
    if (newest) {
      return { newest: { dispatches: await useCases.readNewest(newest.conversationIds) } };
    }
    if (guestPull) return { guestPull: await useCases.pullAsGuest(guestPull) };
    throw new ParleyError('unknown_op', 'This call is of a newer version than this server.');
  };
}

function toBindings(serverId: ServerId, bindings: readonly Binding__Output[]): Binding[] {
  return bindings.map(binding => ({ ...binding, serverId }));
}

function toHistoryFrom({ from, afterSeq, beforeSeq }: HistoryCall__Output): HistoryFrom {
  if (from === 'afterSeq' && afterSeq !== undefined) return { afterSeq };
  if (from === 'beforeSeq' && beforeSeq !== undefined) return { beforeSeq };
  throw invalid('from', from, 'exactly one of afterSeq and beforeSeq');
}
