// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { RefreshRequest, RefreshRequest__Output } from '../parley/v1/RefreshRequest.ts';

export function encodeRefreshRequest(it: RefreshRequest, writer: Writer): void {
  if (it.refreshToken) writer.string(it.refreshToken, 10);
}

export function decodeRefreshRequest(reader: Reader, end: number): RefreshRequest__Output {
  let $refreshToken: RefreshRequest__Output['refreshToken'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $refreshToken = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { refreshToken: $refreshToken };
}

export function wholeRefreshRequest(it: RefreshRequest): RefreshRequest__Output {
  return { refreshToken: it.refreshToken ?? '' };
}
