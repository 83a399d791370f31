import { describe, expect, test } from '@jest/globals';
import * as ws from 'ws';
import { encodeList, encodeText, headerBytes } from './encode-frame.ts';

/** ws's own parser, which the types do not mention. */
interface Parser {
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  write(chunk: Buffer): void;
}
const Receiver = Reflect.get(ws, 'Receiver') as new (options: object) => Parser;

/** What a client makes of these bytes. */
function parse(...chunks: Buffer[]): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false });
  receiver.on('message', (data, isBinary) => texts.push(isBinary ? 'binary' : String(data)));
  receiver.on('error', error => {
    throw error;
  });
  for (const chunk of chunks) receiver.write(chunk);
  return texts;
}

describe('encodeText', () => {
  test.each([
    [0, 2],
    [1, 2],
    [125, 2],
    [126, 4],
    [127, 4],
    [65_535, 4],
    [65_536, 10],
    [1_000_000, 10],
  ])('%i bytes get a header of %i', (bytes, header) => {
    const text = 'x'.repeat(bytes);
    const frame = encodeText(text);
    expect(frame.length).toBe(header + bytes);
    expect(headerBytes(bytes)).toBe(header);
    expect(parse(frame)).toEqual([text]);
  });

  test('counts bytes, not characters', () => {
    const text = 'ü🙂'.repeat(21);
    expect(Buffer.byteLength(text)).toBe(126);
    expect(parse(encodeText(text))).toEqual([text]);
  });

  test('frames that share a buffer are parsed one by one', () => {
    const texts = ['', 'a', 'b'.repeat(126), 'c'.repeat(70_000), 'd'];
    expect(parse(Buffer.concat(texts.map(encodeText)))).toEqual(texts);
  });
});

describe('encodeList', () => {
  test.each<[string[]]>([[[]], [['1']], [['1', '{"a":"ß"}', '[]']]])('%j', items => {
    const buffers = items.map(item => Buffer.from(item));
    const expected = `{"ö":[${items.join(',')}]}`;
    expect(parse(encodeList('{"ö":[', buffers, ']}'))).toEqual([expected]);
  });

  test.each([125, 126, 65_535, 65_536])('%i bytes in all', bytes => {
    const item = Buffer.from('x'.repeat(bytes - 2));
    expect(parse(encodeList('[', [item], ']'))).toEqual([`[${item.toString()}]`]);
  });
});
