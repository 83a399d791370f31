// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Done, Done__Output } from '../parley/v1/Done.ts';

export function encodeDone(it: Done, writer: Writer): void {
}

export function decodeDone(reader: Reader, end: number): Done__Output {
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return {  };
}

export function wholeDone(it: Done): Done__Output {
  return {  };
}
