import type { RuleName } from '../check-history.ts';
import type { Fact, LoggedEvent, Seen } from '../history.ts';

/** Where a fault went. */
export interface Planted {
  facts: Fact[];
  conversationId: string;
  seq: number;
}

/** Chooses by chance; undefined from an empty list. */
export type Pick = <T>(list: readonly T[]) => T | undefined;

export interface Fault {
  name: string;
  rule: RuleName;
  /** Without the store's log nobody could know. */
  needsStore?: true;
  /** The facts with the fault in them; null if they have no place for it. */
  plant: (facts: readonly Fact[], pick: Pick) => Planted | null;
}

export function ofKind<K extends Fact['kind']>(facts: readonly Fact[], kind: K) {
  return facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}

/** Every event of one conversation as `change` says, wherever it is held; null takes it out. */
export function changeEverywhere(
  facts: readonly Fact[],
  conversationId: string,
  change: (event: LoggedEvent) => LoggedEvent | null,
): Fact[] {
  return facts.flatMap((fact): Fact[] => {
    if (fact.conversationId !== conversationId) return [fact];
    if (fact.kind === 'seen') {
      const event = change(fact.event);
      return event === null ? [] : [{ ...fact, event }];
    }
    if (fact.kind !== 'final' && fact.kind !== 'stored') return [fact];
    return [{ ...fact, events: fact.events.flatMap(event => change(event) ?? []) }];
  });
}

export function replace(facts: readonly Fact[], from: Fact, ...to: readonly Fact[]): Fact[] {
  return facts.flatMap(fact => (fact === from ? to : [fact]));
}

/** At the end of what was shown. */
export function addSeen(facts: readonly Fact[], ...seen: readonly Seen[]): Fact[] {
  const end = facts.findIndex(({ kind }) => kind === 'final' || kind === 'stored');
  return facts.toSpliced(end < 0 ? facts.length : end, 0, ...seen);
}

export function planted(
  facts: Fact[],
  { conversationId }: { conversationId: string },
  seq: number,
): Planted {
  return { facts, conversationId, seq };
}

export function follows(next: Seen, before: Seen): boolean {
  return (
    next.deviceId === before.deviceId &&
    next.conversationId === before.conversationId &&
    next.event.seq === before.event.seq + 1
  );
}
