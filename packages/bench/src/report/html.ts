import { Histogram } from '../measure/histogram.ts';
import type { Measurement } from '../measure/measurement.ts';
import { formatNumber } from './number.ts';
import type { Report, ScenarioResult, TierProfile } from './result.ts';
import { escapeText, type PlotSpec, svgPlot } from './svg-plot.ts';

/** One page that needs nothing but itself. */
export function htmlReport(report: Report): string {
  const { machine, warnings, results } = report;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Parley benchmark ${escapeText(report.startedAt)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${STYLE}</style></head><body>
<h1>Parley benchmark</h1>
<p>${escapeText(report.startedAt)} · commit ${escapeText(machine.commit)} · ${escapeText(machine.cpu)}, ${machine.cores} cores, ${formatNumber(machine.memoryBytes / 2 ** 30)} GiB ·
${escapeText(machine.system)} · Node ${escapeText(machine.node)} · ${escapeText(versions.join(' · '))} ·
load before ${formatNumber(machine.loadBefore)} · 4 KiB durable in ${formatNumber(machine.syncMs)} ms</p>
<p>Called with ${escapeText(JSON.stringify(report.options))}. The load shares the machine with the servers. Latency counts from the time at which a
message was due, and so includes every stall. Order is checked as messages come: each connection's seqs without a gap, and the same
message at the same seq for all; what a recording of the whole history would show beyond that is packages/checker's matter.</p>
${warnings.map(warning => `<p class="warning">${escapeText(warning)}</p>`).join('\n')}
<table><thead><tr><th>#</th><th>what</th><th class="n">median</th><th class="n">least – most</th><th class="n">floor</th><th class="n">aim</th><th></th></tr></thead>
<tbody>${results.map(summaryRow).join('\n')}</tbody></table>
${results.map(section).join('\n')}
</body></html>
`;
}

function summaryRow(result: ScenarioResult): string {
  const { id, title, target } = result;
  const goals = `<td class="n">${target ? formatNumber(target.floor) : ''}</td><td class="n">${target ? formatNumber(target.aim) : ''}</td>`;
  const name = `<td><a href="#${id}">${id}</a></td><td>${escapeText(title)}</td>`;
  if (result.status !== 'measured') {
    return `<tr>${name}<td class="n">${result.status}</td><td></td>${goals}<td></td></tr>`;
  }
  const { value, least, most, verdict } = result;
  return (
    `<tr>${name}<td class="n"><b>${formatNumber(value)}</b> ${escapeText(target?.unit ?? '')}</td>` +
    `<td class="n">${formatNumber(least)} – ${formatNumber(most)}</td>${goals}<td class="${verdict.replace(' ', '-')}">${verdict}</td></tr>`
  );
}

function section(result: ScenarioResult): string {
  const heading = `<h2 id="${result.id}">${result.id} ${escapeText(result.title)}</h2>`;
  if (result.status !== 'measured') {
    return `${heading}<p>${result.status}: ${escapeText(result.reason)}</p>`;
  }
  const { measurements, plots, notes, figures, profile } = result;
  const warnings = new Set(measurements.flatMap(({ loadWarning }) => loadWarning ?? []));
  const drawn = [...plots.map(svgPlot), latencyPlot(measurements)].filter(plot => plot !== '');
  return `${heading}
${notes.map(note => `<p>${escapeText(note)}</p>`).join('')}
${[...warnings].map(warning => `<p class="warning">${escapeText(warning)}</p>`).join('')}
${figures.length > 0 ? `<ul>${figures.map(({ name, value, unit }) => `<li>${escapeText(name)}: <b>${formatNumber(value)}</b> ${escapeText(unit)}</li>`).join('')}</ul>` : ''}
<div class="plots">${drawn.map(plot => `<figure>${plot}</figure>`).join('')}</div>
${measurementTable(measurements)}
${tierTable(measurements.at(-1))}
${profile.map(profileTable).join('')}`;
}

const LATENCIES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999];

/** Latency by how many are slower: the way to see a tail. */
function latencyPlot(measurements: readonly Measurement[]): string {
  const spec: PlotSpec = {
    title: 'Latency of a delivery',
    xLabel: 'one of so many is slower',
    yLabel: 'ms',
    logX: true,
    logY: true,
    series: measurements.slice(-5).map(one => {
      const histogram = Histogram.from(one.histograms.delivery);
      const enough = LATENCIES.filter(fraction => histogram.count * (1 - fraction) >= 1);
      return {
        name: one.label,
        points: enough.map(fraction => ({
          x: 1 / (1 - fraction),
          y: histogram.quantileUs(fraction) / 1_000,
        })),
      };
    }),
  };
  return svgPlot(spec);
}

function measurementTable(measurements: readonly Measurement[]): string {
  if (measurements.length === 0) return '';
  const heads =
    'run|offered/s|acked/s|delivered/s|p50 ms|p95|p99|p99.9|ack p99|missing|refused|closed|repeats|late|holes|contradictions|CPU µs/message|CPU µs/delivery|load busy|load CPU|load late p99 ms|machine busy|read by';
  const rows = measurements.map(one => {
    const { delivery, order, health } = one;
    const cells = [
      one.offeredPerSecond,
      one.acknowledgedPerSecond,
      one.deliveredPerSecond,
      delivery.p50Ms,
      delivery.p95Ms,
      delivery.p99Ms,
      delivery.p999Ms,
      one.ack.p99Ms,
      one.expected - one.delivered,
      one.refused,
      one.lost,
      order.repeats,
      order.late,
      order.holes,
      order.contradictions,
      one.cpuPerMessageUs,
      one.cpuPerDeliveryUs,
    ].map(formatNumber);
    const percent = (share: number) => `${formatNumber(share * 100)} %`;
    cells.push(percent(health.busy), percent(health.cpu));
    cells.push(formatNumber(health.lagP99Ms), percent(one.machineBusy), health.reader);
    const label = `${escapeText(one.label)}${one.aborted ? ' (gave up)' : ''}`;
    return `<tr title="${escapeText(one.system)}"><td>${label}</td>${cells.map(cell => `<td class="n">${cell}</td>`).join('')}</tr>`;
  });
  return table(heads.split('|'), rows);
}

function tierTable(measurement: Measurement | undefined): string {
  if (measurement === undefined || measurement.tiers.length === 0) return '';
  const { tiers, cpuPerMessageUs } = measurement;
  const totalMs = tiers.reduce((sum, { cpuMs }) => sum + cpuMs, 0) || 1;
  const rows = tiers.map(one => {
    const cells = [
      one.processes,
      one.cpuMs,
      (one.cpuMs / totalMs) * cpuPerMessageUs,
      one.rssBytes / 2 ** 20,
      one.gcPauses,
      one.gcMs,
      one.gcOver10Ms,
    ].map(formatNumber);
    return `<tr><td>${escapeText(one.tier)}</td>${cells.map(cell => `<td class="n">${cell}</td>`).join('')}</tr>`;
  });
  const heads =
    'tier (last run)|processes|CPU ms|CPU µs/message|RSS MiB|GC pauses (whole run)|GC ms|GC over 10 ms';
  return table(heads.split('|'), rows);
}

function profileTable({ tier, functions }: TierProfile): string {
  const rows = functions.map(
    ({ name, ms, share }) =>
      `<tr><td>${escapeText(name)}</td><td class="n">${formatNumber(ms)}</td><td class="n">${formatNumber(share * 100)} %</td></tr>`,
  );
  return table([`${tier}: self time`, 'ms', 'of what was not idle'], rows);
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((name, i) => `<th${i === 0 ? '' : ' class="n"'}>${escapeText(name)}</th>`);
  return `<div class="wide"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const STYLE = `
:root{color-scheme:light dark}
body{font:14px/1.5 system-ui,sans-serif;max-width:1200px;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:.75rem 0}th,td{padding:.2rem .6rem;border-bottom:1px solid #8884;text-align:left;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}
.aim{color:#059669;font-weight:600}.floor{color:#b45309;font-weight:600}.below{color:#dc2626;font-weight:600}
.warning{border-left:4px solid #d97706;padding-left:.75rem}
.plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;flex:1 1 420px;max-width:560px}svg{width:100%;height:auto}svg text:not(:has(tspan)){fill:currentColor}
`;
