import { invalid } from '@parley/core';
import type { PageRequest } from '@parley/store';

/** How many entries to list. 0 is "not said". @throws ParleyError `invalid_request`. */
export function checkLimit(limit: number, max: number): number {
  if (limit === 0) return max;
  if (!Number.isInteger(limit) || limit < 0 || limit > max) {
    throw invalid('limit', limit, `an integer from 1 to ${max}`);
  }
  return limit;
}

/** A page as a client asks for it; an empty cursor is the first page. */
export interface PageInput {
  limit: number;
  cursor: string;
}

/** @throws ParleyError `invalid_request`. */
export function toPageRequest(input: PageInput, max: number): PageRequest {
  return { limit: checkLimit(input.limit, max), cursor: input.cursor || undefined };
}
