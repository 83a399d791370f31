import type { Measurement } from '../measure/measurement.ts';
import { formatNumber } from './number.ts';
import type { Report, ScenarioResult } from './result.ts';

type Measured = Extract<ScenarioResult, { status: 'measured' }>;

/** Scenarios whose cost by message is what one sizes a deployment by. */
const COSTS = ['P2', 'P4', 'P5', 'P5S', 'P6', 'P6S', 'P7', 'P7G', 'P13', 'P14'];

/** The part of the documentation that holds figures, in Markdown: it is made from a report, never by hand. */
export function docsFigures(report: Report): string {
  const measured = report.results.filter((one): one is Measured => one.status === 'measured');
  const costs = measured.filter(({ id }) => COSTS.includes(id));
  return [
    machineLine(report),
    ...report.warnings.map(warning => `> ${warning}`),
    table(
      ['', 'What', 'Median', 'Least – most', 'Floor', 'Aim', 'Reached'],
      report.results.map(resultRow),
    ),
    ...measured.flatMap(limitLines),
    '### What it costs',
    'CPU time of all threads and processes of a tier by acknowledged message, at the rate of the scenario; Redis and etcd included.',
    table(
      ['', 'Messages/s', 'Deliveries/s', 'µs by message', 'µs by delivery', 'of it by tier'],
      costs.flatMap(costRow),
    ),
    '### Beside it in the same run',
    table(
      ['', 'What', 'Value', 'Unit'],
      measured.flatMap(({ id, figures }) =>
        figures.map(({ name, value, unit }) => [id, cell(name), formatNumber(value), cell(unit)]),
      ),
    ),
  ].join('\n\n');
}

function machineLine({ machine, startedAt, options }: Report): string {
  const { cpu, cores, memoryBytes, system, node, versions, commit, syncMs, loadBefore } = machine;
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const day = startedAt.slice(0, 10);
  return (
    `${day}, commit ${commit}: ${cores} cores of ${cpu}, ${formatNumber(memoryBytes / 2 ** 30)} GiB, ${system}, Node ${node}, ${programs.join(', ')}. ` +
    `Load before ${formatNumber(loadBefore)}; the disk makes 4 KiB durable in ${formatNumber(syncMs)} ms. ` +
    `Each figure is the median of ${options.repeat} runs of ${options.seconds} s; clusters write to ${options.database}.`
  );
}

const REACHED = { aim: 'the aim', floor: 'the floor', below: 'neither', 'no target': '' } as const;

function resultRow(result: ScenarioResult): string[] {
  const { id, title, target } = result;
  const goal = (value: number | undefined) => (value === undefined ? '' : formatNumber(value));
  const goals = [goal(target?.floor), goal(target?.aim)];
  if (result.status !== 'measured') {
    return [id, cell(title), result.status, '', ...goals, cell(result.reason)];
  }
  const { value, least, most, verdict } = result;
  return [
    id,
    cell(title),
    `**${formatNumber(value)}** ${cell(target?.unit ?? '')}`,
    `${formatNumber(least)} – ${formatNumber(most)}`,
    ...goals,
    REACHED[verdict],
  ];
}

/** Where something else than the servers was the limit. */
function limitLines({ id, measurements }: Measured): string[] {
  const warnings = new Set(measurements.flatMap(({ loadWarning }) => loadWarning ?? []));
  return [...warnings].slice(0, 1).map(warning => `- ${id}: ${warning}`);
}

function costRow({ id, measurements }: Measured): string[][] {
  const one = measurements.at(-1);
  if (one === undefined) return [];
  return [
    [
      id,
      formatNumber(one.acknowledgedPerSecond),
      formatNumber(one.deliveredPerSecond),
      formatNumber(one.cpuPerMessageUs),
      formatNumber(one.cpuPerDeliveryUs),
      byTier(one),
    ],
  ];
}

function byTier({ tiers, cpuPerMessageUs }: Measurement): string {
  const total = tiers.reduce((sum, { cpuMs }) => sum + cpuMs, 0) || 1;
  return tiers
    .filter(({ cpuMs }) => cpuMs > 0)
    .map(({ tier, cpuMs }) => `${tier} ${formatNumber((cpuMs / total) * cpuPerMessageUs)}`)
    .join(', ');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Nothing in it ends the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
