import type { Violation } from './finding.ts';
import type { HistoryEntry } from './history.ts';
import { type IndexedHistory, indexHistory } from './index-history.ts';
import { conflictingAcknowledgements } from './rules/conflicting-acknowledgements.ts';
import { differentOrder } from './rules/different-order.ts';
import { hole } from './rules/hole.ts';
import { leaked } from './rules/leaked.ts';
import { lostAcknowledged } from './rules/lost-acknowledged.ts';
import { notConverged } from './rules/not-converged.ts';
import { ownOrder } from './rules/own-order.ts';
import { readWentBack } from './rules/read-went-back.ts';
import { shownTwice } from './rules/shown-twice.ts';
import { twoCopies } from './rules/two-copies.ts';

export type RuleName =
  | 'lost-acknowledged'
  | 'conflicting-acknowledgements'
  | 'two-copies'
  | 'different-order'
  | 'own-order'
  | 'hole'
  | 'shown-twice'
  | 'not-converged'
  | 'read-went-back'
  | 'leaked';

interface Rule {
  name: RuleName;
  /** Which promise of the delivery contract it checks. */
  promise: 1 | 2 | 3 | 4 | 6;
  check: (history: IndexedHistory) => Iterable<Violation>;
}

const RULES: readonly Rule[] = [
  { name: 'lost-acknowledged', promise: 1, check: lostAcknowledged },
  { name: 'conflicting-acknowledgements', promise: 2, check: conflictingAcknowledgements },
  { name: 'two-copies', promise: 2, check: twoCopies },
  { name: 'different-order', promise: 3, check: differentOrder },
  { name: 'own-order', promise: 3, check: ownOrder },
  { name: 'hole', promise: 3, check: hole },
  { name: 'shown-twice', promise: 4, check: shownTwice },
  { name: 'not-converged', promise: 4, check: notConverged },
  { name: 'read-went-back', promise: 4, check: readWentBack },
  { name: 'leaked', promise: 6, check: leaked },
];

/** A promise of the delivery contract that a history shows to be broken. */
export interface Finding extends Violation {
  rule: RuleName;
  promise: Rule['promise'];
}

export interface CheckOptions {
  /** Of each rule not more findings than these: one fault can break a promise a million times. Default: 100. */
  findingsPerRule?: number;
}

/**
 * Whether what happened keeps the delivery contract; empty when it does. Reads the history once; takes
 * time and memory in proportion to it. Of promise 5 nothing can be seen in a history.
 */
export function checkHistory(
  history: Iterable<HistoryEntry>,
  { findingsPerRule = 100 }: CheckOptions = {},
): Finding[] {
  const indexed = indexHistory(history);
  const findings: Finding[] = [];
  for (const { name: rule, promise, check } of RULES) {
    let left = findingsPerRule;
    for (const violation of check(indexed)) {
      if (left-- <= 0) break;
      findings.push({ rule, promise, ...violation });
    }
  }
  return findings;
}
