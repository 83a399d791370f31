import { SCENARIOS } from './scenarios/index.ts';
import type { RunningServer } from './system/use-running-server.ts';

/** What was asked for. */
export interface BenchArguments {
  help: boolean;
  scenarios: readonly string[];
  /** A server that runs, to compare with instead. */
  against: RunningServer | undefined;
  /** What the cluster's logic writes to. */
  database: 'sqlite' | 'postgres';
  /** All of them end within it. */
  budgetMs: number | undefined;
  profile: boolean;
  repeat: number;
  seconds: number;
  out: string;
  /** A report whose figures are to go into the documentation; nothing is measured then. */
  writeDocs: string | undefined;
}

/** So that everything ends within half an hour, with the clearing up after what had to be given up. */
const ALL_BUDGET_MS = 28 * 60_000;

/** What runs when nothing is named: the figures that say most. */
const USUAL = ['P2', 'P5', 'P6'];

export const HELP = `Measures Parley: pnpm bench [options]

  --scenario P5,P7   what to measure (default ${USUAL.join(',')}):
${SCENARIOS.map(({ id, title }) => `                       ${id.padEnd(4)} ${title}`).join('\n')}
  --all              every scenario, within ${ALL_BUDGET_MS / 60_000} minutes
  --database NAME    of clusters: sqlite (default) or postgres
  --repeat N         measure each figure N times, the median counts (default 3)
  --seconds N        length of each measured time (default 6)
  --against X        socket.io: the same as --scenario P3; ws://host:port: a server that runs, in turn with ours
  --driver NAME      its protocol: gochat, centrifugo, or a file that exports "driver"
  --api URL          its HTTP address, if the driver needs one
  --profile          leave CPU profiles of every process, show where the time went
  --write-docs FILE  put the figures of a report.json into docs/performance.md; measures nothing
  --out DIR          where report.json and report.html go (default bench-results/<time>)
`;

/**
 * @throws RangeError naming the option, what it got and what was expected.
 */
export function parseBenchArguments(argv: readonly string[], nowIso: string): BenchArguments {
  const result: BenchArguments = {
    help: false,
    scenarios: USUAL,
    against: undefined,
    database: 'sqlite',
    budgetMs: undefined,
    profile: false,
    writeDocs: undefined,
    repeat: 3,
    seconds: 6,
    out: `bench-results/${nowIso.slice(0, 19).replaceAll(':', '-')}`,
  };
  let against = '';
  let driver = '';
  let apiUrl: string | undefined;
  const words = argv.filter(word => word !== '--');
  for (let i = 0; i < words.length; i++) {
    const [flag = '', inline] = (words[i] ?? '').split(/=(.*)/s, 2);
    const value = () => {
      const given = inline ?? words[++i];
      if (given !== undefined && !given.startsWith('--')) return given;
      throw new RangeError(`${flag}: expected a value, got ${given ?? 'nothing'}.`);
    };
    switch (flag) {
      case '--help':
      case '-h':
        result.help = true;
        break;
      case '--all':
        result.scenarios = SCENARIOS.map(({ id }) => id);
        result.budgetMs = ALL_BUDGET_MS;
        break;
      case '--scenario':
        result.scenarios = toScenarios(value());
        break;
      case '--against':
        against = value();
        break;
      case '--driver':
        driver = value();
        break;
      case '--api':
        apiUrl = toUrl(flag, value(), 'http:');
        break;
      case '--database':
        result.database = toDatabase(value());
        break;
      case '--profile':
        result.profile = true;
        break;
      case '--repeat':
        result.repeat = toNumber(flag, value(), 1, 100);
        break;
      case '--seconds':
        result.seconds = toNumber(flag, value(), 1, 600);
        break;
      case '--write-docs':
        result.writeDocs = value();
        break;
      case '--out':
        result.out = value();
        break;
      default:
        throw new RangeError(`"${words[i]}" was not expected; --help shows what is.`);
    }
  }
  if (against === 'socket.io') return { ...result, scenarios: ['P3'] };
  if (against === '') return result;
  const url = toUrl('--against', against, 'ws:');
  if (driver !== '') return { ...result, scenarios: [], against: { url, driver, apiUrl } };
  throw new RangeError('--driver: expected gochat, centrifugo or a file, got nothing.');
}

/** Without a scheme's S: the load client speaks no TLS. */
function toUrl(flag: string, text: string, protocol: 'http:' | 'ws:'): string {
  if (URL.canParse(text) && new URL(text).protocol === protocol) return text;
  throw new RangeError(`${flag}: expected ${protocol}//host:port, got "${text}".`);
}

function toScenarios(list: string): string[] {
  const known = SCENARIOS.map(({ id }) => id);
  const ids = list.split(',').map(id => id.trim().toUpperCase());
  const unknown = ids.find(id => !known.includes(id));
  if (unknown === undefined) return ids;
  throw new RangeError(`--scenario: expected some of ${known.join(', ')}, got "${unknown}".`);
}

function toDatabase(name: string): 'sqlite' | 'postgres' {
  if (name === 'sqlite' || name === 'postgres') return name;
  throw new RangeError(`--database: expected sqlite or postgres, got "${name}".`);
}

function toNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${flag}: expected a whole number from ${least} to ${most}, got "${text}".`);
}
