import { parseArgs } from 'node:util';
import { invalid } from '@parley/core';
import type { DatabaseName } from '@parley/testing/deployment';
import { FAULT_KINDS } from './faults/index.ts';

export interface ChaosOptions {
  /** For how long faults are begun, in seconds. Default 60. */
  seconds: number;
  /** Of the random numbers; the same one gives the same faults in the same order. Default: any. */
  seed: number;
  /** Devices, of which one in ten is the second one of its person. Default 200. */
  clients: number;
  /** Messages that are sent in a second, by all. Default 100. */
  rate: number;
  /** Faults at the same time, at the most. Default 2. */
  lanes: number;
  /** Only these kinds of faults. Default: all. */
  faults: readonly string[] | null;
  /** Default postgres. */
  database: DatabaseName;
  /** One process with everything on SQLite, instead of a cluster. */
  embedded: boolean;
  /** Where the report and the history go. */
  out: string;
}

/** For how long faults last is measured from here: the promise about the end of a run, in ms. */
export const CONVERGENCE_LIMIT_MS = 10_000;
/** How long is waited for those who are later, for the diagnosis. */
export const CONVERGENCE_PATIENCE_MS = 60_000;

/**
 * Reads the command line.
 * @throws ParleyError `invalid_request` naming the option.
 */
export function parseChaosOptions(argv: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: `${Math.floor(Math.random() * 2 ** 31)}` },
      clients: { type: 'string', default: '200' },
      rate: { type: 'string', default: '100' },
      lanes: { type: 'string', default: '2' },
      faults: { type: 'string' },
      database: { type: 'string', default: 'postgres' },
      embedded: { type: 'boolean', default: false },
      out: { type: 'string', default: '' },
    },
  });
  const seed = whole('seed', values.seed, 0, 2 ** 32 - 1);
  return {
    seconds: whole('seconds', values.seconds, 1, 86_400),
    seed,
    clients: whole('clients', values.clients, 10, 10_000),
    rate: whole('rate', values.rate, 1, 100_000),
    lanes: whole('lanes', values.lanes, 1, 10),
    faults: values.faults === undefined ? null : faultNames(values.faults),
    database: databaseName(values.database),
    embedded: values.embedded,
    out: values.out || `data/chaos/${seed}`,
  };
}

function whole(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw invalid(`--${name}`, value, `a whole number from ${least} to ${most}`);
}

/** Whole names, or the beginnings of them: `kill` is every `kill-…`. */
function faultNames(value: string): string[] {
  const known = FAULT_KINDS.map(kind => kind.name);
  return value.split(',').flatMap(name => {
    const meant = known.filter(one => one === name || one.startsWith(`${name}-`));
    if (meant.length > 0) return meant;
    throw invalid('--faults', name, `some of ${known.join(', ')}`);
  });
}

function databaseName(value: string): DatabaseName {
  if (value === 'postgres' || value === 'mariadb') return value;
  throw invalid('--database', value, 'postgres or mariadb');
}
