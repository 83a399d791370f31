// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { OccupyCall, OccupyCall__Output } from '../parley/v1/OccupyCall.ts';

export function encodeOccupyCall(it: OccupyCall, writer: Writer): void {
  if (it.vacated?.length) writer.strings(it.vacated, 26);
  if (it.occupied?.length) writer.strings(it.occupied, 18);
  if (it.serverId) writer.string(it.serverId, 10);
}

export function decodeOccupyCall(reader: Reader, end: number): OccupyCall__Output {
  let $serverId: OccupyCall__Output['serverId'] = '';
  const $occupied: OccupyCall__Output['occupied'] = [];
  const $vacated: OccupyCall__Output['vacated'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $serverId = reader.string(end); break;
      case 18: $occupied.push(reader.string(end)); break;
      case 26: $vacated.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { serverId: $serverId, occupied: $occupied, vacated: $vacated };
}

export function wholeOccupyCall(it: OccupyCall): OccupyCall__Output {
  return { serverId: it.serverId ?? '', occupied: it.occupied ? it.occupied.slice() : [], vacated: it.vacated ? it.vacated.slice() : [] };
}
