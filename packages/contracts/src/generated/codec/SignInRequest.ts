// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SignInRequest, SignInRequest__Output } from '../parley/v1/SignInRequest.ts';

export function encodeSignInRequest(it: SignInRequest, writer: Writer): void {
  if (it.opaqueToken) writer.bool(it.opaqueToken, 40);
  if (it.address) writer.string(it.address, 34);
  if (it.deviceName) writer.string(it.deviceName, 26);
  if (it.password) writer.string(it.password, 18);
  if (it.name) writer.string(it.name, 10);
}

export function decodeSignInRequest(reader: Reader, end: number): SignInRequest__Output {
  let $name: SignInRequest__Output['name'] = '';
  let $password: SignInRequest__Output['password'] = '';
  let $deviceName: SignInRequest__Output['deviceName'] = '';
  let $address: SignInRequest__Output['address'] = '';
  let $opaqueToken: SignInRequest__Output['opaqueToken'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $name = reader.string(end); break;
      case 18: $password = reader.string(end); break;
      case 26: $deviceName = reader.string(end); break;
      case 34: $address = reader.string(end); break;
      case 40: $opaqueToken = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { name: $name, password: $password, deviceName: $deviceName, address: $address, opaqueToken: $opaqueToken };
}

export function wholeSignInRequest(it: SignInRequest): SignInRequest__Output {
  return { name: it.name ?? '', password: it.password ?? '', deviceName: it.deviceName ?? '', address: it.address ?? '', opaqueToken: it.opaqueToken ?? false };
}
