export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; url: string };

/** Only what is plainly an address of the web; never `javascript:` or anything else that runs. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"“”]+/giu;
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Splits a text into plain parts and links, in order; joined again they are the text. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    const url = toUrl(address);
    if (url === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: address, url });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Punctuation at the end belongs to the sentence; a bracket only if it was opened before the address. */
function withoutTrailing(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const opening = CLOSING[last];
    if (opening !== undefined) {
      const inside = address.slice(0, end);
      if (inside.split(opening).length >= inside.split(last).length) break;
    } else if (!/[.,:;!?'’…。，！？；：、）」』]/u.test(last)) break;
    end--;
  }
  return address.slice(0, end);
}

function toUrl(address: string): string | null {
  const full = /^https?:/i.test(address) ? address : `https://${address}`;
  const url = URL.parse(full);
  return url?.hostname.includes('.') || url?.hostname === 'localhost' ? url.href : null;
}
