import { formatNumber } from './number.ts';

export interface PlotSpec {
  title: string;
  xLabel: string;
  yLabel: string;
  logX?: boolean;
  logY?: boolean;
  series: readonly { name: string; points: readonly { x: number; y: number }[] }[];
}

export const PLOT_WIDTH = 560;
export const PLOT_HEIGHT = 300;
const LEFT = 64;
const RIGHT = 16;
const TOP = 34;
const BOTTOM = 56;
const COLOURS = ['#2563eb', '#d97706', '#dc2626', '#059669', '#7c3aed', '#475569'];

/** A line plot as SVG that needs nothing else; '' when there is nothing to draw. */
export function svgPlot(spec: PlotSpec): string {
  const points = spec.series.flatMap(({ points: all }) => all).filter(isDrawable(spec));
  if (points.length === 0) return '';
  const x = axis(
    points.map(point => point.x),
    spec.logX ?? false,
    LEFT,
    PLOT_WIDTH - RIGHT,
  );
  const y = axis(
    points.map(point => point.y),
    spec.logY ?? false,
    PLOT_HEIGHT - BOTTOM,
    TOP,
  );
  const lines = spec.series.map((one, i) => {
    const colour = COLOURS[i % COLOURS.length] ?? 'black';
    const places = one.points
      .filter(isDrawable(spec))
      .map(point => [x.place(point.x).toFixed(1), y.place(point.y).toFixed(1)] as const);
    const dots = places.length > 40 ? [] : places;
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map(place => place.join(',')).join(' ')}"/>` +
      dots.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`).join('')
    );
  });
  const legend = spec.series.map(
    ({ name }, i) =>
      `<tspan fill="${COLOURS[i % COLOURS.length]}" dx="${i === 0 ? 0 : 12}">${escapeText(name)}</tspan>`,
  );
  return (
    `<svg viewBox="0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}" role="img" aria-label="${escapeText(spec.title)}" font-family="system-ui, sans-serif" font-size="11">` +
    `<text x="${LEFT}" y="16" font-size="13" font-weight="600">${escapeText(spec.title)}</text>` +
    `<text x="${PLOT_WIDTH - RIGHT}" y="16" text-anchor="end" font-weight="600">${legend.join('')}</text>` +
    y.ticks
      .map(
        tick =>
          `<line x1="${LEFT}" x2="${PLOT_WIDTH - RIGHT}" y1="${y.place(tick)}" y2="${y.place(tick)}" stroke="#8884"/>` +
          `<text x="${LEFT - 6}" y="${y.place(tick) + 4}" text-anchor="end" fill="currentColor">${formatNumber(tick)}</text>`,
      )
      .join('') +
    x.ticks
      .map(
        tick =>
          `<text x="${x.place(tick)}" y="${PLOT_HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="currentColor">${formatNumber(tick)}</text>`,
      )
      .join('') +
    `<text x="${(LEFT + PLOT_WIDTH - RIGHT) / 2}" y="${PLOT_HEIGHT - BOTTOM + 38}" text-anchor="middle" fill="currentColor">${escapeText(spec.xLabel)}</text>` +
    `<text transform="translate(14 ${(TOP + PLOT_HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" fill="currentColor">${escapeText(spec.yLabel)}</text>` +
    `${lines.join('')}</svg>`
  );
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** What a logarithmic axis has a place for. */
function isDrawable({ logX, logY }: PlotSpec): (point: { x: number; y: number }) => boolean {
  return ({ x, y }) =>
    Number.isFinite(x) && Number.isFinite(y) && (!logX || x > 0) && (!logY || y > 0);
}

interface Axis {
  place: (value: number) => number;
  ticks: number[];
}

function axis(values: readonly number[], log: boolean, from: number, to: number): Axis {
  const scale = log ? Math.log10 : (value: number) => value;
  const least = log ? Math.min(...values) : Math.min(0, ...values);
  const most = Math.max(...values, least === 0 ? 1e-9 : least);
  const span = scale(most) - scale(least) || 1;
  return {
    place: value => from + ((scale(value) - scale(least)) / span) * (to - from),
    ticks: log ? logTicks(least, most) : linearTicks(least, most),
  };
}

function linearTicks(least: number, most: number): number[] {
  const rough = (most - least) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(one => one >= rough) ?? rough;
  const ticks: number[] = [];
  for (let tick = Math.ceil(least / step) * step; tick <= most + step / 1e6; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

function logTicks(least: number, most: number): number[] {
  // Over many decades there is room for powers of ten alone.
  const factors = most / least > 1_000 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
    for (const factor of factors) {
      const tick = factor * 10 ** power;
      if (tick >= least && tick <= most) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : [least, most];
}
