// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { RegisterRequest, RegisterRequest__Output } from '../parley/v1/RegisterRequest.ts';

export function encodeRegisterRequest(it: RegisterRequest, writer: Writer): void {
  if (it.opaqueToken) writer.bool(it.opaqueToken, 48);
  if (it.address) writer.string(it.address, 42);
  if (it.deviceName) writer.string(it.deviceName, 34);
  if (it.displayName) writer.string(it.displayName, 26);
  if (it.password) writer.string(it.password, 18);
  if (it.name) writer.string(it.name, 10);
}

export function decodeRegisterRequest(reader: Reader, end: number): RegisterRequest__Output {
  let $name: RegisterRequest__Output['name'] = '';
  let $password: RegisterRequest__Output['password'] = '';
  let $displayName: RegisterRequest__Output['displayName'] = '';
  let $deviceName: RegisterRequest__Output['deviceName'] = '';
  let $address: RegisterRequest__Output['address'] = '';
  let $opaqueToken: RegisterRequest__Output['opaqueToken'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $name = reader.string(end); break;
      case 18: $password = reader.string(end); break;
      case 26: $displayName = reader.string(end); break;
      case 34: $deviceName = reader.string(end); break;
      case 42: $address = reader.string(end); break;
      case 48: $opaqueToken = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { name: $name, password: $password, displayName: $displayName, deviceName: $deviceName, address: $address, opaqueToken: $opaqueToken };
}

export function wholeRegisterRequest(it: RegisterRequest): RegisterRequest__Output {
  return { name: it.name ?? '', password: it.password ?? '', displayName: it.displayName ?? '', deviceName: it.deviceName ?? '', address: it.address ?? '', opaqueToken: it.opaqueToken ?? false };
}
