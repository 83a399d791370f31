import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyOf, messages } from '../test/messages.ts';
import { codecOf, deserialize, serialize } from './codec.ts';

const RUNS = { numRuns: 25 };

/** Fields of a number that no message has, in each form that the wire knows. */
const UNKNOWN_FIELDS = [
  [0xf8, 0x7f, 0x96, 0x01],
  [0xf9, 0x7f, 1, 2, 3, 4, 5, 6, 7, 8],
  [0xfa, 0x7f, 0x03, 1, 2, 3],
  [0xfd, 0x7f, 1, 2, 3, 4],
].map(bytes => Buffer.from(bytes));

describe.each(messages)('%s', (_, loaded) => {
  const codec = codecOf(loaded);
  const any = anyOf(loaded);
  const throughLoader = (message: object) => loaded.deserialize(loaded.serialize(message));

  it('is what proto-loader makes of it, whoever writes and whoever reads', () => {
    fc.assert(
      fc.property(any, message => {
        const expected = throughLoader(message);
        expect(deserialize(codec, loaded.serialize(message))).toEqual(expected);
        expect(deserialize(codec, serialize(codec, message))).toEqual(expected);
        expect(loaded.deserialize(serialize(codec, message))).toEqual(expected);
        expect(codec.whole(message)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('is the same when it has been read and is written again', () => {
    fc.assert(
      fc.property(any, message => {
        const bytes = serialize(codec, message);
        expect(serialize(codec, deserialize(codec, bytes)).equals(bytes)).toBe(true);
        expect(serialize(codec, codec.whole(message)).equals(bytes)).toBe(true);
      }),
      RUNS,
    );
  });

  it('has one order of members, whatever is set', () => {
    const shape = Object.keys(deserialize(codec, Buffer.alloc(0)));
    fc.assert(
      fc.property(any, message => {
        expect(Object.keys(deserialize(codec, serialize(codec, message)))).toEqual(shape);
        expect(Object.keys(codec.whole(message))).toEqual(shape);
      }),
      RUNS,
    );
  });

  it('passes by fields that are not known', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...UNKNOWN_FIELDS), (message, unknown) => {
        const bytes = serialize(codec, message);
        const known = deserialize(codec, bytes);
        expect(deserialize(codec, Buffer.concat([unknown, bytes, unknown]))).toEqual(known);
      }),
      RUNS,
    );
  });

  it('refuses bytes whose end is missing', () => {
    fc.assert(
      fc.property(any, fc.nat(), (message, at) => {
        const bytes = serialize(codec, message);
        if (bytes.length === 0) return;
        expect(() => deserialize(codec, bytes.subarray(0, -1))).toThrow(RangeError);
        const cut = bytes.subarray(0, at % bytes.length);
        const got = unlessRefused(() => deserialize(codec, cut));
        // A cut between two fields cannot be seen.
        if (got !== undefined) expect(got).toEqual(loaded.deserialize(cut));
      }),
      RUNS,
    );
  });

  it('reads or refuses bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        unlessRefused(() => deserialize(codec, Buffer.from(bytes)));
      }),
      RUNS,
    );
  });
});

it('knows only the messages of proto/', () => {
  expect(() => codecOf({ type: { name: 'Strange' } })).toThrow('There is no message Strange.');
});

function unlessRefused(read: () => object): object | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}
