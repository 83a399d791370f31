import type { Percentiles } from '../measure/histogram.ts';
import type { ChaosReport, ReportFinding } from './report.ts';

const SHOWN_OF_RULE = 5;

/** The report in plain text, for a terminal. */
export function summaryOf(report: ChaosReport): string {
  const { traffic, convergence, findings, reconnects, unaskedEnds } = report;
  const done = report.faultCounts.filter(({ carriedOut }) => carriedOut > 0);
  const carriedOut = done.reduce((sum, kind) => sum + kind.carriedOut, 0);
  const failed = report.faults.filter(fault => fault.evidence === null);
  const took = convergence.afterMs === null ? 'never' : `${Math.round(convergence.afterMs)} ms`;
  const lines = [
    '',
    `Seed ${report.seed}, commit ${report.commit}: ${report.rig}, ${report.options.clients} clients, ${report.loadSeconds.toFixed(0)} s`,
    `Faults        ${carriedOut} carried out, of ${done.length} kinds; ${failed.length} not carried out`,
    ...failed.map(
      ({ kind, error }) => `                ${kind}: ${error ?? 'nothing to be seen of it'}`,
    ),
    `Messages      ${traffic.sends} sent, ${traffic.acknowledgements} acknowledged, ${traffic.deliveries} deliveries, refused: ${list(traffic.refusals)}`,
    `Twice         ${traffic.wireDuplicates.pushed} pushed and ${traffic.wireDuplicates.asked} asked for, of ${traffic.wireEvents} events on the wire (allowed), ${traffic.shownTwice} shown`,
    `Acknowledged  ${times(report.sendToAck.overall)}; during faults ${times(report.sendToAck.during)}; after ${times(report.sendToAck.after)}`,
    `Seen          ${times(report.sendToSeen.overall)}; during faults ${times(report.sendToSeen.during)}; after ${times(report.sendToSeen.after)}`,
    `Reconnects    rolling restarts ${times(reconnects.rollingRestart)}; other faults ${times(reconnects.otherFaults)}`,
    `Closed        ${list(traffic.closeCodes)}`,
    `Requests      failed in the load: ${list(traffic.requestErrors)}`,
    `Dead letters  ${list(report.deadLetters)}`,
    `Ended         ${unaskedEnds.length} processes by themselves${unaskedEnds.length > 0 ? `: ${unaskedEnds.map(end => end.node).join(', ')}` : ''}`,
    `Converged     ${took} after the last fault (promised: ${convergence.limitMs} ms)`,
    `Findings      ${findings.length === 0 ? `none in ${report.historyEntries} entries of history` : findings.length}`,
    ...firstOfEach(findings).map(line => `                ${line}`),
    '',
    report.ok ? 'Every promise was kept.' : 'A PROMISE WAS BROKEN.',
    '',
  ];
  return lines.join('\n');
}

function times({ count, p50, p95, p99, max }: Percentiles): string {
  return count === 0 ? 'none' : `p50 ${p50} p95 ${p95} p99 ${p99} max ${max} ms`;
}

function list(counts: Readonly<Record<string, number>>): string {
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return all.length === 0 ? 'none' : all.map(([name, count]) => `${name} ${count}×`).join(', ');
}

/** A few of each rule: one fault can break one promise a thousand times. */
function firstOfEach(findings: readonly ReportFinding[]): string[] {
  return [...Map.groupBy(findings, finding => finding.rule)].flatMap(([rule, all]) => {
    const more = all.length - SHOWN_OF_RULE;
    const shown = all.slice(0, SHOWN_OF_RULE).map(({ message }) => `${rule}: ${message}`);
    return more > 0 ? [...shown, `${rule}: and ${more} more`] : shown;
  });
}
