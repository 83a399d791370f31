import { invalid } from '@parley/core';

/** @throws ParleyError `invalid_request`. */
export function requirePositive(field: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw invalid(field, value, 'a whole number from 1');
  }
  return value;
}
