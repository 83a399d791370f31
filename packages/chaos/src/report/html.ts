import type { ChaosReport } from './report.ts';
import { summaryOf } from './summary.ts';

/** The report as one page that needs nothing else. */
export function htmlOf(report: ChaosReport): string {
  return `<!doctype html><meta charset="utf-8"><title>Chaos run ${report.seed}</title><pre>${escapeHtml(summaryOf(report))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
