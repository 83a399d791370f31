import type { UserId } from '@parley/core';

/** Who can be mentioned, by the name that stands behind the `@`. */
export interface Mentionable {
  readonly userId: UserId;
  readonly name: string;
}

/** A word that begins with `@`, and what stands before it: the start, or no part of an address. */
const MENTION = /(?<![\p{L}\p{N}@._-])@([\p{L}\p{M}\p{N}._-]+)/gu;
const BEING_WRITTEN = /(?<![\p{L}\p{N}@._-])@([\p{L}\p{M}\p{N}._-]*)$/u;

/** The mention that is being written before the caret; null when there is none. */
export function mentionBefore(
  text: string,
  caret: number,
): { from: number; prefix: string } | null {
  const match = BEING_WRITTEN.exec(text.slice(0, caret));
  return match?.[1] === undefined ? null : { from: match.index, prefix: match[1] };
}

/** Whom a text mentions, each once, in the order of the text. */
export function mentionedIn(text: string, people: readonly Mentionable[]): UserId[] {
  const mentioned = splitMentions(text, people).map(part => part.userId);
  return [...new Set(mentioned.filter(userId => userId !== null))];
}

/** The text in parts; those with a user are `@name`. Joined again they are the text. */
export function splitMentions(
  text: string,
  people: readonly Mentionable[],
): { text: string; userId: UserId | null }[] {
  const byName = new Map(people.map(({ name, userId }) => [name.toLowerCase(), userId]));
  const parts: { text: string; userId: UserId | null }[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    const name = knownName(match[1] ?? '', byName);
    if (name === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), userId: null });
    end = match.index + 1 + name.length;
    const userId = byName.get(name.toLowerCase()) ?? null;
    parts.push({ text: text.slice(match.index, end), userId });
  }
  if (end < text.length) parts.push({ text: text.slice(end), userId: null });
  return parts;
}

/** A name may end in a dot, and so may a sentence: the longest that somebody has. */
function knownName(word: string, byName: ReadonlyMap<string, UserId>): string | null {
  let name = word;
  while (name !== '' && !byName.has(name.toLowerCase())) {
    if (!/[._-]$/.test(name)) return null;
    name = name.slice(0, -1);
  }
  return name === '' ? null : name;
}
