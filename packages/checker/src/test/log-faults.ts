/** Faults of what is in the log, and of how it was acknowledged. */
import type { Acknowledged, Seen, Sent } from '../history.ts';
import {
  addSeen,
  changeEverywhere,
  type Fault,
  follows,
  ofKind,
  planted,
  replace,
} from './plant.ts';

const lostAtTheEnd: Fault = {
  name: 'an acknowledged event at the end of a log is gone',
  rule: 'lost-acknowledged',
  plant(facts, pick) {
    const ends = new Map(
      ofKind(facts, 'final').map(log => [log.conversationId, log.events.at(-1)?.seq]),
    );
    const last = ofKind(facts, 'acknowledged').filter(
      ({ conversationId, seq }) => ends.get(conversationId) === seq,
    );
    const lost = pick(last);
    if (lost === undefined) return null;
    const { conversationId, seq } = lost;
    const without = changeEverywhere(facts, conversationId, event =>
      event.seq === seq ? null : event,
    );
    return planted(without, lost, seq);
  },
};

const lostToAnother: Fault = {
  name: 'another event is where an acknowledged one was',
  rule: 'lost-acknowledged',
  plant(facts, pick) {
    const lost = pick(ofKind(facts, 'acknowledged'));
    if (lost === undefined) return null;
    const { conversationId, seq } = lost;
    let changed = false;
    const other = changeEverywhere(facts, conversationId, event => {
      if (event.seq !== seq) return event;
      changed = true;
      return { ...event, clientId: 'another', messageId: 'another' };
    });
    return changed ? planted(other, lost, seq) : null;
  },
};

const answeredDifferently: Fault = {
  name: 'a send sent again gets another acknowledgement',
  rule: 'conflicting-acknowledgements',
  plant(facts, pick) {
    const first = pick(ofKind(facts, 'acknowledged'));
    if (first === undefined) return null;
    const seq = first.seq + 1;
    return planted(replace(facts, first, first, { ...first, seq }), first, seq);
  },
};

const storedTwice: Fault = {
  name: 'a message stands in the log twice',
  rule: 'two-copies',
  needsStore: true,
  plant(facts, pick) {
    const log = pick(ofKind(facts, 'stored'));
    const original = pick(log?.events.filter(event => event.clientId !== null) ?? []);
    if (log === undefined || original === undefined) return null;
    const { conversationId } = log;
    const copy = { ...original, seq: log.events.length + 1, messageId: 'copy' };
    const grown = facts.map(fact => {
      const whole = fact.kind === 'final' || fact.kind === 'stored';
      if (!whole || fact.conversationId !== conversationId) return fact;
      return { ...fact, events: [...fact.events, copy] };
    });
    const shown = ofKind(facts, 'final')
      .filter(final => final.conversationId === conversationId)
      .map(({ deviceId, userId }): Seen => {
        return { kind: 'seen', deviceId, userId, conversationId, event: copy };
      });
    return planted(addSeen(grown, ...shown), log, copy.seq);
  },
};

const otherContent: Fault = {
  name: 'a device shows another content',
  rule: 'different-order',
  plant(facts, pick) {
    const seen = pick(ofKind(facts, 'seen').filter(({ event }) => event.clientId !== null));
    if (seen === undefined) return null;
    const wrong = { ...seen, event: { ...seen.event, content: 'something else' } };
    return planted(replace(facts, seen, wrong), seen, seen.event.seq);
  },
};

const rewritten: Fault = {
  name: 'what everybody has is not what was sent',
  rule: 'different-order',
  plant(facts, pick) {
    const sent = pick(ofKind(facts, 'seen').filter(({ event }) => event.clientId !== null));
    if (sent === undefined) return null;
    const { seq } = sent.event;
    const wrong = changeEverywhere(facts, sent.conversationId, event =>
      event.seq === seq ? { ...event, content: 'something else' } : event,
    );
    return planted(wrong, sent, seq);
  },
};

const exchanged: Fault = {
  name: 'a log has two events the other way round',
  rule: 'different-order',
  needsStore: true,
  plant(facts, pick) {
    const logs = ofKind(facts, 'final').filter(({ events }) => events.length > 1);
    const log = pick(logs);
    const first = pick(log?.events.slice(0, -1) ?? []);
    const second = log?.events.find(event => event.seq === (first?.seq ?? 0) + 1);
    if (log === undefined || first === undefined || second === undefined) return null;
    const events = log.events.map(event => {
      if (event === first) return { ...second, seq: first.seq };
      return event === second ? { ...first, seq: second.seq } : event;
    });
    return planted(replace(facts, log, { ...log, events }), log, first.seq);
  },
};

const shownLate: Fault = {
  name: 'a device shows an event after its successor',
  rule: 'different-order',
  plant(facts, pick) {
    const seen = pick(ofKind(facts, 'seen'));
    const next = seen && ofKind(facts, 'seen').find(other => follows(other, seen));
    if (seen === undefined || next === undefined) return null;
    return planted(replace(replace(facts, seen), next, next, seen), seen, seen.event.seq);
  },
};

const notInStore: Fault = {
  name: 'a device shows what the store does not have',
  rule: 'different-order',
  needsStore: true,
  plant(facts, pick) {
    const final = pick(ofKind(facts, 'final'));
    const last = final?.events.at(-1);
    if (final === undefined || last === undefined) return null;
    const { deviceId, userId, conversationId } = final;
    const event = { ...last, seq: last.seq + 1, messageId: 'ghost', clientId: 'ghost' };
    const ghost: Seen = { kind: 'seen', deviceId, userId, conversationId, event };
    return planted(addSeen(facts, ghost), final, event.seq);
  },
};

const overtaken: Fault = {
  name: 'a message stands before one that its device sent earlier',
  rule: 'own-order',
  plant(facts, pick) {
    const first = pick(ofKind(facts, 'acknowledged'));
    const later = ofKind(facts, 'acknowledged').find(
      ({ deviceId, conversationId, clientId, seq }) =>
        first !== undefined &&
        deviceId === first.deviceId &&
        conversationId === first.conversationId &&
        clientId !== first.clientId &&
        seq > first.seq,
    );
    if (first === undefined || later === undefined) return null;
    const sends = ofKind(facts, 'send');
    const [a, b] = [first, later].map(one => sends.find(send => isSendOf(send, one)));
    if (a === undefined || b === undefined) return null;
    const swapped = facts.map(fact => {
      if (fact === a) return b;
      return fact === b ? a : fact;
    });
    return planted(swapped, first, first.seq);
  },
};

function isSendOf(send: Sent, { userId, clientId, deviceId }: Acknowledged): boolean {
  return send.userId === userId && send.clientId === clientId && send.deviceId === deviceId;
}

export const LOG_FAULTS: readonly Fault[] = [
  overtaken,
  lostAtTheEnd,
  lostToAnother,
  answeredDifferently,
  storedTwice,
  otherContent,
  rewritten,
  exchanged,
  shownLate,
  notInStore,
];
