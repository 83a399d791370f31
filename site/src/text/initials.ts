import { hash32 } from '@parley/core';

/** One or two letters for an avatar: of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/u);
  const first = firstLetter(words[0]);
  // Han, Kana and Hangul are wide: one says enough.
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(first)) {
    return first;
  }
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return `${first}${last}`.toLocaleUpperCase();
}

/** A hue, 0 … 359, that is always the same for the same id. */
export function hueOf(id: string): number {
  return hash32(id) % 360;
}

function firstLetter(word = ''): string {
  const [letter = ''] = word;
  return letter;
}
