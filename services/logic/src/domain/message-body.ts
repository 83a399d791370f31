import { invalid, type UserId } from '@parley/core';
import type { Limits, MessageBody } from '@parley/wire';
import { check, messageBodySchema } from '@parley/wire/schemas';

/** The content of a message, checked. */
export interface CheckedBody {
  /** As it is stored: JSON with the known fields only, always in one order. */
  body: string;
  /** Each at most once. */
  mentions: readonly UserId[];
}

const NOBODY: readonly UserId[] = [];

export type CheckBody = (json: string) => CheckedBody;

/**
 * Reads the JSON of a MessageBody and writes it again, so that the same content is the same text
 * whoever sent it (see `EventDraft.body`).
 * @throws ParleyError `invalid_request`.
 */
export function bodyChecker(limits: Pick<Limits, 'textChars'>): CheckBody {
  const schema = messageBodySchema(limits);
  return json => {
    if (isPlain(json, limits.textChars)) return { body: json, mentions: NOBODY };
    const given: MessageBody = check(schema, parse(json), 'body');
    if (given.text.trim() === '') {
      throw invalid('text', given.text, 'text that is not only white space');
    }
    const mentions = [...new Set(given.mentions)];
    const body: MessageBody = { kind: given.kind, text: given.text };
    if (mentions.length > 0) body.mentions = mentions;
    return { body: JSON.stringify(body), mentions };
  };
}

/** A text without mentions as it is stored: without `"`, `\` and control characters, which JSON escapes. */
const PLAIN = /^\{"kind":"text","text":"[ !#-[\]-\uffff]+"\}$/;
const FRAME_CHARS = '{"kind":"text","text":""}'.length;

/**
 * Whether the JSON is good and would be written again as it is. Most messages are; this costs them a
 * tenth of reading and writing them. In doubt no: a text of many emojis may be shorter than it is long.
 */
function isPlain(json: string, textChars: number): boolean {
  return (
    json.length - FRAME_CHARS <= textChars &&
    PLAIN.test(json) &&
    json.isWellFormed() &&
    json.slice(FRAME_CHARS - 2, -2).trim() !== ''
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('body', json, 'the JSON of a message body');
  }
}
