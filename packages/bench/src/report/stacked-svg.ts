import { PLOT_HEIGHT, PLOT_WIDTH, type PlotSpec, svgPlot } from './svg-plot.ts';

/**
 * Plots below each other as a file of its own, on white; '' when there is nothing to draw.
 *
 * @param title what they show, for those who do not see them; plain text without `<` and `&`
 */
export function stackedSvg(title: string, plots: readonly PlotSpec[]): string {
  const drawn = plots.map(svgPlot).filter(plot => plot !== '');
  if (drawn.length === 0) return '';
  const height = drawn.length * PLOT_HEIGHT;
  const placed = drawn.map((plot, i) =>
    plot.replace(
      '<svg ',
      `<svg y="${i * PLOT_HEIGHT}" width="${PLOT_WIDTH}" height="${PLOT_HEIGHT}" `,
    ),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PLOT_WIDTH} ${height}" color="#1f2937" fill="#1f2937">\n` +
    `<title>${title}</title>\n` +
    `<rect width="${PLOT_WIDTH}" height="${height}" fill="#ffffff"/>\n${placed.join('\n')}\n</svg>\n`
  );
}
