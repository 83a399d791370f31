import { invalid, type UserId } from '@parley/core';
import type { Limits, MessageBody } from '@parley/wire';
import { check, messageBodySchema } from '@parley/wire/schemas';

/** The content of a message, checked. */
export interface CheckedBody {
  /** As it is stored: JSON with the known fields only, always in one order. */
  body: string;
  /** Each at most once. */
  mentions: UserId[];
}

export type CheckBody = (json: string) => CheckedBody;

/**
 * Reads the JSON of a MessageBody and writes it again, so that the same content is the same text
 * whoever sent it (see `EventDraft.body`).
 * @throws ParleyError `invalid_request`.
 */
export function bodyChecker(limits: Pick<Limits, 'textChars'>): CheckBody {
  const schema = messageBodySchema(limits);
  return json => {
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

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('body', json, 'the JSON of a message body');
  }
}
