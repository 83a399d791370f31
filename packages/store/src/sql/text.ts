import { invalid } from '@parley/core';

/** What every database gives back as it was: PostgreSQL refuses U+0000, SQLite changes half a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** @throws ParleyError `invalid_request`. */
export function requireStorable(field: string, text: string): string {
  if (!isStorable(text)) throw invalid(field, text, 'well-formed Unicode without U+0000');
  return text;
}

/** One form for all spellings that differ by case or by how a letter is composed. */
export function foldName(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * The half-open range of all folded texts that begin with `prefix`, for columns that compare as
 * bytes: unlike LIKE it needs no escaping and uses the index in every database.
 */
export function prefixRange(prefix: string): { from: string; below: string } {
  const from = foldName(prefix);
  return { from, below: `${from}\u{10FFFF}` };
}
