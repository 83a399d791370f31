import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFigures } from './report/docs-figures.ts';
import type { Report } from './report/result.ts';
import { stackedSvg } from './report/stacked-svg.ts';

// src/ and dist/ lie at the same depth, so the path holds for both.
export const DOCS = join(import.meta.dirname, '../../../docs');
const BEGIN = '<!-- figures: made by `pnpm bench --write-docs report.json` -->';
const END = '<!-- end of figures -->';
const GROWTH = 'P14';
const GROWTH_IMAGE = 'images/cost-growth.svg';
const GROWTH_TITLE =
  'CPU by delivery over rooms and connections, bytes by message over stored messages';
const GROWTH_LINK = `### How it grows\n\n![${GROWTH_TITLE}](${GROWTH_IMAGE})`;

/**
 * Puts the figures of a report into docs/performance.md, and the plots of how cost grows beside it.
 * Returns what was written.
 * @throws RangeError when there is no such report, or the page has no place for figures
 */
export function writeDocs(reportFile: string, docs = DOCS): string[] {
  const report = readReport(reportFile);
  const growth = report.results.find(({ id }) => id === GROWTH);
  const svg = growth?.status === 'measured' ? stackedSvg(GROWTH_TITLE, growth.plots) : '';
  const page = join(docs, 'performance.md');
  const parts = svg === '' ? [docsFigures(report)] : [docsFigures(report), GROWTH_LINK];
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), parts.join('\n\n')));
  if (svg === '') return [page];
  const image = join(docs, GROWTH_IMAGE);
  writeFileSync(image, svg);
  return [page, image];
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`--write-docs: expected a report.json, got "${file}": ${reason}`);
  }
}

function withFigures(page: string, figures: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) {
    throw new RangeError(`performance.md: expected "${BEGIN}" and, after it, "${END}".`);
  }
  return `${page.slice(0, begin)}${BEGIN}\n\n${figures}\n\n${page.slice(end)}`;
}
