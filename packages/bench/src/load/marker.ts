/**
 * What every message carries in its text: when it was *intended* to be sent, and its number. Fixed
 * width, so that it can be written into a prepared frame and found without parsing JSON.
 *
 *     @<16 digits: µs>.<10 digits: number>@
 */
export const MARKER_BYTES = 29;

const AT = 0x40;
const DOT = 0x2e;
const ZERO = 0x30;
const TIME_DIGITS = 16;
const NUMBER_DIGITS = 10;
const NUMBER_AT = 1 + TIME_DIGITS + 1;

export function markerText(intendedUs: number, number: number): string {
  const time = String(Math.round(intendedUs)).padStart(TIME_DIGITS, '0');
  return `@${time}.${String(number).padStart(NUMBER_DIGITS, '0')}@`;
}

/** A text of so many bytes that ends in a marker, with the places of a `FrameTemplate` in it. */
export function markerPlaces(textBytes: number): string {
  const filling = 'x'.repeat(Math.max(0, textBytes - MARKER_BYTES));
  return `${filling}@${'%'.repeat(TIME_DIGITS)}.${'#'.repeat(NUMBER_DIGITS)}@`;
}

/**
 * Where the next marker begins at or after `from` and before `to`, or -1. Nothing else in a frame has
 * a dot and a second `@` at these places.
 */
export function findMarker(bytes: Buffer, from: number, to: number): number {
  let at = bytes.indexOf(AT, from);
  while (at !== -1 && at + MARKER_BYTES <= to) {
    if (bytes[at + NUMBER_AT - 1] === DOT && bytes[at + MARKER_BYTES - 1] === AT) return at;
    at = bytes.indexOf(AT, at + 1);
  }
  return -1;
}

export function markerTimeUs(bytes: Buffer, at: number): number {
  return readDigits(bytes, at + 1, TIME_DIGITS);
}

export function markerNumber(bytes: Buffer, at: number): number {
  return readDigits(bytes, at + NUMBER_AT, NUMBER_DIGITS);
}

function readDigits(bytes: Buffer, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) value = value * 10 + ((bytes[i] ?? ZERO) - ZERO);
  return value;
}

/** The decimal number that begins at `at`, up to the first byte that is no digit; NaN without one. */
export function readNumber(bytes: Buffer, at: number): number {
  let value = 0;
  let i = at;
  for (; i < bytes.length; i++) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return i === at ? Number.NaN : value;
}
