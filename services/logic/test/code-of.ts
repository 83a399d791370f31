import { ParleyError } from '@parley/core';

/** The code that is thrown, or `accepted`; what has none is thrown on. */
export function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ParleyError) return error.code;
    throw error;
  }
  return 'accepted';
}
