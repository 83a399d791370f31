import { expect, it } from '@jest/globals';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

const TAG = 8;

function written(write: (writer: Writer) => void): Reader {
  const writer = new Writer();
  write(writer);
  const reader = new Reader(writer.finish());
  expect(reader.uint()).toBe(TAG);
  return reader;
}

it('writes each count in as many bytes as it needs', () => {
  for (let bits = 0; bits <= 53; bits++) {
    for (const value of [2 ** bits - 1, 2 ** bits].filter(Number.isSafeInteger)) {
      const reader = written(writer => writer.uint(value, TAG));
      expect(reader.uint()).toBe(value);
      expect(reader.pos).toBe(1 + Math.ceil(value.toString(2).length / 7));
    }
  }
});

it('writes 0 for what is no count', () => {
  for (const value of [-1, Number.NaN, Number.NEGATIVE_INFINITY, 'x']) {
    expect(written(writer => writer.uint(value, TAG)).uint()).toBe(0);
  }
  expect(written(writer => writer.uint('17', TAG)).uint()).toBe(17);
  expect(written(writer => writer.uint(7.9, TAG)).uint()).toBe(7);
});

it('grows with what it is given', () => {
  const text = '☃'.repeat(5_000);
  const writer = new Writer();
  for (let i = 0; i < 20; i++) writer.string(text, TAG);
  const bytes = writer.finish();
  const reader = new Reader(bytes);
  for (let i = 0; i < 20; i++) {
    expect(reader.uint()).toBe(TAG);
    expect(reader.string(bytes.length)).toBe(text);
  }
  reader.finish(bytes.length);
});

it('gives half a surrogate pair the sign for what cannot be shown', () => {
  const half = String.fromCharCode(0xd800);
  for (const text of [half, `${'a'.repeat(100)}${half}`]) {
    const reader = written(writer => writer.string(text, TAG));
    expect(reader.string(Number.POSITIVE_INFINITY)).toBe(text.toWellFormed());
  }
});

it('writes one message after another, each in memory of its own', () => {
  const writer = new Writer();
  writer.string('first', TAG);
  const first = writer.finish();
  writer.string('of a message that failed', TAG);
  writer.clear();
  writer.string('other', TAG);
  const other = writer.finish();
  expect(new Reader(first.subarray(1)).string(first.length)).toBe('first');
  expect(new Reader(other.subarray(1)).string(other.length)).toBe('other');
  writer.string('x'.repeat(2_000_000), TAG);
  expect(writer.finish().length).toBeGreaterThan(2_000_000);
  expect(writer.size).toBe(0);
});
