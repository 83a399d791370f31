import type { Database } from 'better-sqlite3';
import type { Statements } from './statements.ts';
import { createWrites, type Writes } from './writes.ts';

/** One of the writes with what goes in. */
export type WriteCall = {
  [Name in keyof Writes]: { name: Name; args: Parameters<Writes[Name]> };
}[keyof Writes];

export type Outcome = { value: ReturnType<Writes[keyof Writes]> } | { error: unknown };

export type Write = (calls: readonly WriteCall[]) => Outcome[];

/** Repeats come in crowds (a network that was away): after one, so many transactions look for them first. */
const WARY_TRANSACTIONS = 64;

/**
 * Makes calls that come together in one transaction, for it is the commit that costs; returns what
 * came of each. Of calls that fail together each is made again in a transaction of its own, so that
 * none fails for another's sake. IMMEDIATE takes the write lock first, so that nobody writes between
 * what is read and what follows from it.
 */
export function createWriter(handle: Database, statements: Statements): Write {
  let wary = 0;
  const writes = createWrites(statements, () => wary > 0);
  const transaction = handle.transaction((calls: readonly WriteCall[]): Outcome[] =>
    calls.map(call => ({ value: carryOut(writes, call) })),
  );
  const attempt = (calls: readonly WriteCall[]): Outcome[] => {
    try {
      return transaction.immediate(calls);
    } catch (error) {
      if (wary > 0 || !isRepeat(error)) throw error;
      wary = WARY_TRANSACTIONS;
      return transaction.immediate(calls);
    }
  };
  const write: Write = calls => {
    if (wary > 0) wary -= 1;
    try {
      return attempt(calls);
    } catch (error) {
      return calls.length === 1 ? [{ error }] : calls.flatMap(call => write([call]));
    }
  };
  return write;
}

function carryOut(writes: Writes, call: WriteCall): ReturnType<Writes[keyof Writes]> {
  switch (call.name) {
    case 'append':
      return writes.append(...call.args);
    case 'markDispatched':
      return writes.markDispatched(...call.args);
    case 'mark':
      return writes.mark(...call.args);
  }
}

/** Not only of the clientId: a draft that comes again whole is met by its messageId first. */
function isRepeat(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}
