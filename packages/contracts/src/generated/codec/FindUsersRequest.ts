// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { FindUsersRequest, FindUsersRequest__Output } from '../parley/v1/FindUsersRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeFindUsersRequest(it: FindUsersRequest, writer: Writer): void {
  if (it.limit) writer.uint(it.limit, 24);
  if (it.prefix) writer.string(it.prefix, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeFindUsersRequest(reader: Reader, end: number): FindUsersRequest__Output {
  let $caller: FindUsersRequest__Output['caller'] = null;
  let $prefix: FindUsersRequest__Output['prefix'] = '';
  let $limit: FindUsersRequest__Output['limit'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $prefix = reader.string(end); break;
      case 24: $limit = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, prefix: $prefix, limit: $limit };
}

export function wholeFindUsersRequest(it: FindUsersRequest): FindUsersRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, prefix: it.prefix ?? '', limit: count(it.limit) };
}
