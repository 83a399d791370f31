/** One line of a plot: a value for each x; null leaves a hole. */
export interface Line {
  name: string;
  colour: string;
  values: readonly (number | null)[];
}

/** A time span to mark. */
export interface Span {
  from: number;
  to: number;
  /** 0, 1, 2 …: spans that overlap lie under each other. */
  row: number;
  colour: string;
  title: string;
}

export interface Plot {
  title: string;
  /** Of the y axis. */
  unit: string;
  lines: readonly Line[];
  /** The x of the first value and the distance between two, in the unit of the spans. */
  startX: number;
  stepX: number;
  spans?: readonly Span[];
  /** From 1 upwards in powers of ten, for what differs a thousandfold. */
  logarithmic?: boolean;
}

const WIDTH = 1_100;
const HEIGHT = 220;
const LEFT = 60;
const BOTTOM = 24;
const TOP = 8;
const SPAN_HEIGHT = 9;
const TICKS = 8;

/** A line plot as SVG, with spans of time marked above it. */
export function plotSvg(plot: Plot): string {
  const { lines, spans = [], startX, stepX } = plot;
  const count = Math.max(2, ...lines.map(line => line.values.length));
  const endX = startX + (count - 1) * stepX;
  const rows = spans.length === 0 ? 0 : Math.max(...spans.map(span => span.row)) + 1;
  const top = TOP + rows * SPAN_HEIGHT;
  const x = (value: number) => LEFT + ((value - startX) / (endX - startX)) * (WIDTH - LEFT);
  const scale = yScale(plot, top);
  const parts = [
    ...scale.ticks.map(tick => gridLine(tick, scale.y(tick))),
    ...xTicks(startX, endX).map(tick => xLabel(tick, x(tick))),
    ...spans.map(span => spanRect(span, x, top)),
    ...lines.map(line => polyline(line, i => x(startX + i * stepX), scale.y)),
  ];
  const legend = lines.map(
    ({ name, colour }) => `<span style="color:${colour}">●</span> ${escapeHtml(name)}`,
  );
  return (
    `<figure><figcaption>${escapeHtml(plot.title)} (${escapeHtml(plot.unit)}) ${legend.join(' ')}</figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${top + HEIGHT + BOTTOM}" role="img" aria-label="${escapeHtml(plot.title)}">` +
    `${parts.join('')}</svg></figure>`
  );
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function yScale({ lines, logarithmic = false }: Plot, top: number) {
  const highest = Math.max(1, ...lines.flatMap(line => line.values.map(value => value ?? 0)));
  const bottomY = top + HEIGHT;
  if (!logarithmic) {
    const step = niceStep(highest / 4);
    const most = Math.ceil(highest / step) * step;
    const ticks = Array.from({ length: Math.round(most / step) + 1 }, (_, i) => i * step);
    return { ticks, y: (value: number) => bottomY - (value / most) * HEIGHT };
  }
  const powers = Math.max(1, Math.ceil(Math.log10(highest)));
  const ticks = Array.from({ length: powers + 1 }, (_, i) => 10 ** i);
  const y = (value: number) => bottomY - (Math.log10(Math.max(1, value)) / powers) * HEIGHT;
  return { ticks, y };
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least) ?? least;
}

function xTicks(from: number, to: number): number[] {
  const step = niceStep((to - from) / TICKS);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}

function gridLine(tick: number, y: number): string {
  return (
    `<line x1="${LEFT}" x2="${WIDTH}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" class="grid"/>` +
    `<text x="${LEFT - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${tick}</text>`
  );
}

function xLabel(tick: number, x: number): string {
  return `<text x="${x.toFixed(1)}" y="100%" dy="-6" text-anchor="middle">${tick}</text>`;
}

function spanRect(span: Span, x: (value: number) => number, top: number): string {
  const from = x(span.from);
  const width = Math.max(2, x(span.to) - from);
  const box = `x="${from.toFixed(1)}" width="${width.toFixed(1)}" fill="${span.colour}"`;
  const title = `<title>${escapeHtml(span.title)}</title>`;
  const y = TOP + span.row * SPAN_HEIGHT;
  return (
    `<rect ${box} y="${y}" height="${SPAN_HEIGHT - 2}">${title}</rect>` +
    `<rect ${box} y="${top}" height="${HEIGHT}" opacity="0.07">${title}</rect>`
  );
}

function polyline(line: Line, x: (i: number) => number, y: (value: number) => number): string {
  const pieces: string[][] = [[]];
  for (const [i, value] of line.values.entries()) {
    if (value === null) pieces.push([]);
    else pieces.at(-1)?.push(`${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  }
  return pieces
    .filter(points => points.length > 0)
    .map(points => `<polyline points="${points.join(' ')}" stroke="${line.colour}"/>`)
    .join('');
}
