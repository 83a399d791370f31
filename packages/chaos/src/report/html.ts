import type { Percentiles } from '../measure/histogram.ts';
import type { LatencyByPhase, Second } from '../measure/traffic-meter.ts';
import { escapeHtml, type Plot, plotSvg, type Span } from './plot.ts';
import type { ChaosReport, ReportFault } from './report.ts';
import { summaryOf } from './summary.ts';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 1140px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.ok { color: #1a7f37; } .broken { color: #cf222e; }
pre { white-space: pre-wrap; padding: 1rem; background: color-mix(in srgb, currentColor 6%, transparent); font-size: 13px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); vertical-align: top; }
td.number, th.number { text-align: right; }
figure { margin: 1.5rem 0; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; opacity: .7; }
svg polyline { fill: none; stroke-width: 1.5; } svg .grid { stroke: currentColor; opacity: .15; }
`;

/** Colours by what is hit, so that a timeline can be read without pointing at it. */
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^kill/, '#cf222e'],
  [/^freeze/, '#8250df'],
  [/^rolling/, '#1a7f37'],
  [/^(cut|one-way)/, '#bc4c00'],
  [/^slow/, '#bf8700'],
  [/./, '#0969da'],
];

/** The report as one page that needs nothing else: no script, no other file. */
export function htmlOf(report: ChaosReport): string {
  const verdict = report.ok ? 'every promise was kept' : 'a promise was broken';
  const spans = faultSpans(report.faults);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chaos run ${report.seed}: ${verdict}</title><style>${STYLE}</style></head><body>
<h1>Chaos run ${report.seed}: <span class="${report.ok ? 'ok' : 'broken'}">${verdict}</span></h1>
<p>${escapeHtml(circumstances(report))}</p>
<pre>${escapeHtml(summaryOf(report))}</pre>
<h2>What happened when</h2>
<p>Seconds from the start of the load. The bars above each plot are the faults:
${COLOURS.map(([pattern, colour]) => `<span style="color:${colour}">■</span> ${nameOf(pattern)}`).join(' ')}.</p>
${trafficPlots(report.series, spans).map(plotSvg).join('\n')}
${plotSvg(convergencePlot(report))}
<h2>Times in ms</h2>
${timesTable(report)}
<h2>Faults</h2>
${countsTable(report)}
${faultsTable(report.faults)}
<h2>Findings</h2>
${findingsTable(report)}
</body></html>
`;
}

function circumstances({ startedAt, commit, rig, hardware, options }: ChaosReport): string {
  const machine = `${hardware.cpus} × ${hardware.cpuModel}, ${hardware.memoryGiB} GiB, Node ${hardware.node}`;
  return `${startedAt}, commit ${commit}. ${rig}; ${options.clients} clients, ${options.rate} messages a second, up to ${options.lanes} faults at a time; all on one machine: ${machine}.`;
}

function nameOf(pattern: RegExp): string {
  return pattern.source === '.'
    ? 'servers behind'
    : pattern.source.replace(/[^a-z|-]/g, '').replace('|', ', ');
}

/** Each fault in the first row that is free when it begins. */
function faultSpans(faults: readonly ReportFault[]): Span[] {
  const rowEnds: number[] = [];
  return faults
    .toSorted((a, b) => a.startS - b.startS)
    .map(fault => {
      const free = rowEnds.findIndex(endS => endS <= fault.startS);
      const row = free < 0 ? rowEnds.length : free;
      rowEnds[row] = fault.endS;
      const colour = COLOURS.find(([pattern]) => pattern.test(fault.kind))?.[1] ?? '#0969da';
      const title = `${fault.number}. ${fault.kind}, ${fault.target}: ${fault.evidence ?? 'not carried out'}`;
      return { from: fault.startS, to: fault.endS, row, colour, title };
    });
}

function trafficPlots(series: readonly Second[], spans: readonly Span[]): Plot[] {
  const over = (pick: (second: Second) => number | null) => series.map(pick);
  const shared = { startX: 0, stepX: 1, spans };
  return [
    {
      ...shared,
      title: 'Messages',
      unit: 'per second',
      lines: [
        { name: 'sent', colour: '#0969da', values: over(second => second.sends) },
        { name: 'acknowledged', colour: '#1a7f37', values: over(s => s.acknowledgements) },
      ],
    },
    {
      ...shared,
      title: 'Deliveries',
      unit: 'per second',
      lines: [{ name: 'shown on a device', colour: '#8250df', values: over(s => s.seen) }],
    },
    {
      ...shared,
      title: 'From sending to seeing',
      unit: 'ms, by the second in which it was seen',
      logarithmic: true,
      lines: [
        { name: 'p50', colour: '#0969da', values: over(s => (s.seen > 0 ? s.seenP50 : null)) },
        { name: 'p99', colour: '#cf222e', values: over(s => (s.seen > 0 ? s.seenP99 : null)) },
      ],
    },
    {
      ...shared,
      title: 'From sending to acknowledgement',
      unit: 'ms, by the second in which it came',
      logarithmic: true,
      lines: [
        { name: 'p50', colour: '#0969da', values: over(ifAny(s => s.ackP50)) },
        { name: 'p99', colour: '#cf222e', values: over(ifAny(s => s.ackP99)) },
      ],
    },
  ];
}

function ifAny(pick: (second: Second) => number): (second: Second) => number | null {
  return second => (second.acknowledgements > 0 ? pick(second) : null);
}

function convergencePlot({ convergence }: ChaosReport): Plot {
  const times = convergence.devices.flatMap(({ afterMs }) => (afterMs === null ? [] : [afterMs]));
  return {
    title: 'Devices by the time at which they had caught up after the last fault',
    unit: 'ms, sorted',
    startX: 1,
    stepX: 1,
    lines: [{ name: 'device', colour: '#0969da', values: times.toSorted((a, b) => a - b) }],
  };
}

function timesTable({ sendToAck, sendToSeen, reconnects }: ChaosReport): string {
  const phases = (name: string, times: LatencyByPhase): [string, Percentiles][] => [
    [`${name}, overall`, times.overall],
    [`${name}, before the first fault`, times.before],
    [`${name}, while a fault lasted`, times.during],
    [`${name}, between and after faults`, times.after],
  ];
  const rows: [string, Percentiles][] = [
    ...phases('Send → acknowledged', sendToAck),
    ...phases('Send → seen', sendToSeen),
    ['Reconnect at rolling restarts', reconnects.rollingRestart],
    ['Reconnect after other faults', reconnects.otherFaults],
  ];
  return table(
    ['', 'count', 'p50', 'p95', 'p99', 'max'],
    rows.map(([name, { count, p50, p95, p99, max }]) => [name, count, p50, p95, p99, max]),
  );
}

function countsTable({ faultCounts }: ChaosReport): string {
  return table(
    ['Kind', 'carried out', 'not carried out'],
    faultCounts.map(({ kind, carriedOut, notCarriedOut }) => [kind, carriedOut, notCarriedOut]),
  );
}

function faultsTable(faults: readonly ReportFault[]): string {
  return table(
    ['From s', 'to s', 'Kind', 'Whom', 'How it is known'],
    faults.map(({ startS, endS, kind, target, evidence, error }) => [
      startS.toFixed(1),
      endS.toFixed(1),
      kind,
      target,
      evidence ?? `not carried out: ${error ?? 'nothing to be seen of it'}`,
    ]),
  );
}

function findingsTable({ findings, unaskedEnds }: ChaosReport): string {
  const ends = unaskedEnds.map(({ node, exit, output }) => [
    'ended by itself (no promise broken)',
    `${node}, ${exit.signal ?? `code ${exit.code}`}: ${output.slice(-300)}`,
    '',
  ]);
  const rows = findings.map(({ rule, message, entries }) => [rule, message, entries.join(', ')]);
  if (rows.length + ends.length === 0) return '<p>None.</p>';
  return table(['Rule', 'What', 'Lines of the history'], [...rows, ...ends]);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (tag: string, value: string | number) => {
    const isNumber = typeof value === 'number';
    return `<${tag}${isNumber ? ' class="number"' : ''}>${escapeHtml(String(value))}</${tag}>`;
  };
  const line = (tag: string, cells: readonly (string | number)[]) =>
    `<tr>${cells.map(value => cell(tag, value)).join('')}</tr>`;
  return `<table>${line('th', head)}${rows.map(row => line('td', row)).join('\n')}</table>`;
}
