import { expect, test } from '@jest/globals';
import { formatNumber } from './number.ts';
import { judge } from './result.ts';
import { svgPlot } from './svg-plot.ts';

test.each([
  [0, '0'],
  [0.01234, '0.012'],
  [2.34567, '2.35'],
  [27.18, '27.2'],
  [1_234_567.8, '1,234,568'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d is written %s', (value, text) => expect(formatNumber(value)).toBe(text));

test('a figure is judged by which way is better', () => {
  const rate = { unit: 'x', floor: 10, aim: 20, better: 'higher' } as const;
  const time = { unit: 'ms', floor: 20, aim: 10, better: 'lower' } as const;
  expect([25, 20, 15, 9].map(value => judge(value, rate))).toEqual([
    'aim',
    'aim',
    'floor',
    'below',
  ]);
  expect([5, 10, 15, 21].map(value => judge(value, time))).toEqual([
    'aim',
    'aim',
    'floor',
    'below',
  ]);
  expect(judge(1, undefined)).toBe('no target');
});

test('a plot keeps its points inside, in order, and text harmless', () => {
  const points = [
    { x: 1, y: 10 },
    { x: 10, y: 100 },
    { x: 100, y: 1_000 },
  ];
  const svg = svgPlot({
    title: '<b>',
    xLabel: 'x',
    yLabel: 'y',
    logX: true,
    logY: true,
    series: [{ name: 'a&b', points: [...points, { x: 0, y: 5 }] }],
  });
  expect(svg).toContain('&#60;b&#62;');
  expect(svg).toContain('a&#38;b');
  const [, line = ''] = /<polyline[^>]*points="([^"]*)"/.exec(svg) ?? [];
  const places = line.split(' ').map(place => place.split(',').map(Number));
  // Powers of ten are equally far apart; what a logarithm cannot show is left out.
  expect(places).toEqual([
    [64, 244],
    [304, 139],
    [544, 34],
  ]);
  expect(svgPlot({ title: '', xLabel: '', yLabel: '', series: [{ name: '', points: [] }] })).toBe(
    '',
  );
});
