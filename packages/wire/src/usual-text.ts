import type { Limits } from './limits.ts';

/** What stands for itself in JSON and nothing else does: without quotes, backslashes and controls. */
const PLAIN = String.raw`[^"\\\u0000-\u001f]`;
/** The escapes of `JSON.stringify` that have no other spelling there. */
const ESCAPED = String.raw`\\["\\bfnrt]`;

const START = '{"kind":"text","text":"';
const END = '"}';

/** A client's id of a message as a pattern: what `clientIdSchema` takes and JSON does not escape. */
export const USUAL_CLIENT_ID = String.raw`[!#-\[\]-~]{1,64}`;

/**
 * The JSON of a text without mentions, as a pattern: as any `JSON.stringify` writes it, so that it is
 * what parsing and writing it again would make of it. `isUsualText` says the rest.
 */
export const USUAL_TEXT = String.raw`\{"kind":"text","text":"(?!")${PLAIN}*(?:${ESCAPED}${PLAIN}*)*"\}`;

/**
 * Whether what `USUAL_TEXT` matched is a body that `messageBodySchema` takes. In doubt no: an escape
 * counts as two here and a rare character, too.
 */
export function isUsualText(body: string, { textChars }: Pick<Limits, 'textChars'>): boolean {
  return body.length <= START.length + textChars + END.length && body.isWellFormed();
}
