import { hostname } from 'node:os';
import { expect, test } from '@jest/globals';
import { advertisedAddress } from './address.ts';

test.each([
  ['', '127.0.0.1', '127.0.0.1:9'],
  ['', '0.0.0.0', `${hostname()}:9`],
  ['logic-1.internal', '0.0.0.0', 'logic-1.internal:9'],
  ['gateway:443', '0.0.0.0', 'gateway:443'],
])('advertise "%s", listening on %s: %s', (advertise, host, address) => {
  expect(advertisedAddress(advertise, host, 9)).toBe(address);
});
