/** Faults of what a device shows and ends with. */
import type { Fact, Final, LoggedEvent, Seen, Stored } from '../history.ts';
import {
  addSeen,
  type Fault,
  follows,
  ofKind,
  type Pick,
  type Planted,
  planted,
  replace,
} from './plant.ts';

const shownAgain: Fault = {
  name: 'a device shows an event again',
  rule: 'shown-twice',
  plant(facts, pick) {
    const seen = pick(ofKind(facts, 'seen'));
    return seen ? planted(addSeen(facts, seen), seen, seen.event.seq) : null;
  },
};

const endedTwice: Fault = {
  name: 'a device holds an event twice',
  rule: 'shown-twice',
  plant(facts, pick) {
    const final = pick(ofKind(facts, 'final'));
    const event = pick(final?.events ?? []);
    if (final === undefined || event === undefined) return null;
    const at = final.events.indexOf(event);
    const twice = { ...final, events: final.events.toSpliced(at, 0, event) };
    return planted(replace(facts, final, twice), final, event.seq);
  },
};

const skipped: Fault = {
  name: 'a device skips an event',
  rule: 'hole',
  plant(facts, pick) {
    const seen = ofKind(facts, 'seen');
    const gap = pick(seen.filter(({ event }) => event.clientId !== null));
    const before = gap && seen.find(other => follows(gap, other));
    const after = gap && seen.find(other => follows(other, gap));
    if (!gap || !before || !after) return null;
    // Who left and came back may miss what was between.
    if (before.event.content === `${gap.userId} leaves`) return null;
    return planted(replace(facts, gap), gap, gap.event.seq);
  },
};

const endsWithHole: Fault = {
  name: 'a device ends without an event in the middle',
  rule: 'hole',
  needsStore: true,
  plant(facts, pick) {
    return withoutOne(facts, pick(ofKind(facts, 'final')), pick, () => true);
  },
};

const storeHole: Fault = {
  name: 'the store has a hole',
  rule: 'hole',
  needsStore: true,
  plant(facts, pick) {
    const acknowledged = new Set(ofKind(facts, 'acknowledged').map(({ messageId }) => messageId));
    const log = pick(ofKind(facts, 'stored'));
    return withoutOne(facts, log, pick, event => !acknowledged.has(event.messageId));
  },
};

const endsEarly: Fault = {
  name: 'a device ends before the end of the log',
  rule: 'not-converged',
  needsStore: true,
  plant(facts, pick) {
    const final = pick(ofKind(facts, 'final'));
    const first = pick(final?.events ?? []);
    if (final === undefined || first === undefined) return null;
    const events = final.events.filter(({ seq }) => seq < first.seq);
    // With nothing at all it is the beginning that is missing first.
    return planted(replace(facts, final, { ...final, events }), final, first.seq);
  },
};

const beginsLate: Fault = {
  name: 'a device ends without the beginning of the log',
  rule: 'not-converged',
  needsStore: true,
  plant(facts, pick) {
    const final = pick(ofKind(facts, 'final'));
    const start = final?.events[0];
    const last = pick(final?.events ?? []);
    if (final === undefined || start === undefined || last === undefined) return null;
    const events = final.events.filter(({ seq }) => seq > last.seq);
    return planted(replace(facts, final, { ...final, events }), final, start.seq);
  },
};

const readBack: Fault = {
  name: 'a read position goes back',
  rule: 'read-went-back',
  plant(facts, pick) {
    const read = pick(ofKind(facts, 'read').filter(({ seq }) => seq > 0));
    if (read === undefined) return null;
    const seq = read.seq - 1;
    return planted(replace(facts, read, read, { ...read, seq }), read, seq);
  },
};

const stranger: Fault = {
  name: 'a stranger sees an event',
  rule: 'leaked',
  plant(facts, pick) {
    const seen = pick(
      ofKind(facts, 'seen').filter(({ conversationId }) => conversationId !== 'the-open'),
    );
    if (seen === undefined) return null;
    const leak = { ...seen, deviceId: 'eve-phone', userId: 'eve' };
    return planted(addSeen(facts, leak), seen, seen.event.seq);
  },
};

const afterLeaving: Fault = {
  name: 'somebody who has left a group sees the next event',
  rule: 'leaked',
  needsStore: true,
  plant(facts, pick) {
    const log = ofKind(facts, 'stored').find(one => one.conversationId === 'the-group');
    const left = pick(ofKind(facts, 'left').filter(one => one.conversationId === 'the-group'));
    const event = log?.events[left?.seq ?? -1];
    if (left === undefined || event === undefined) return null;
    const { userId, conversationId } = left;
    if (event.content === `${userId} joins`) return null;
    const leak: Seen = { kind: 'seen', deviceId: 'old-phone', userId, conversationId, event };
    return planted(addSeen(facts, leak), left, event.seq);
  },
};

function withoutOne(
  facts: readonly Fact[],
  log: Final | Stored | undefined,
  pick: Pick,
  mayGo: (event: LoggedEvent) => boolean,
): Planted | null {
  const gone = pick(log?.events.slice(1, -1).filter(mayGo) ?? []);
  if (log === undefined || gone === undefined) return null;
  const events = log.events.filter(event => event !== gone);
  return planted(replace(facts, log, { ...log, events }), log, gone.seq);
}

export const DEVICE_FAULTS: readonly Fault[] = [
  shownAgain,
  endedTwice,
  skipped,
  endsWithHole,
  storeHole,
  endsEarly,
  beginsLate,
  readBack,
  stranger,
  afterLeaving,
];
