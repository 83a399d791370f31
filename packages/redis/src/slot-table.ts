import { formatAddress, parseAddress } from './address.ts';

/** Which node (`host:port`) is the master of which slot; none where the cluster has a hole. */
export type SlotTable = (string | undefined)[];

/** Reads the answer to CLUSTER SLOTS: `[[first, last, [host, port, …] of the master, …], …]`. */
export function readSlots(reply: unknown, answeredBy: string): SlotTable {
  const table: SlotTable = [];
  for (const [first, last, master] of reply as [number, number, [string | null, number]][]) {
    const node = nodeAt(master[0], master[1], answeredBy);
    for (let slot = first; slot <= last; slot++) table[slot] = node;
  }
  return table;
}

/** Where a command was sent on to: for good, or for this once while its slot is on the move. */
export interface Redirection {
  kind: 'MOVED' | 'ASK';
  slot: number;
  node: string;
}

/** Reads `MOVED 3999 127.0.0.1:6381` and `ASK …`; undefined for every other error. */
export function readRedirection(error: Error, answeredBy: string): Redirection | undefined {
  const [, kind, slot, host, port] = /^(MOVED|ASK) (\d+) (.*):(\d+)$/.exec(error.message) ?? [];
  if (kind !== 'MOVED' && kind !== 'ASK') return undefined;
  const node = nodeAt(host, Number(port), answeredBy);
  return node === undefined ? undefined : { kind, slot: Number(slot), node };
}

/**
 * A node that does not know its own name leaves it out: it is where it was reached. Undefined for one
 * whose address the cluster has lost.
 */
function nodeAt(
  host: string | null | undefined,
  port: number,
  answeredBy: string,
): string | undefined {
  const known = host && host !== '?' ? host : answeredBy.slice(0, answeredBy.lastIndexOf(':'));
  const text = formatAddress({ host: known, port });
  return parseAddress(text) ? text : undefined;
}
