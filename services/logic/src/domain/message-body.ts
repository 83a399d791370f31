import { invalid } from '@parley/core';
import type { Limits, MessageBody } from '@parley/wire';
import { check, messageBodySchema } from '@parley/wire/schemas';

/** The content of a message as it is stored: JSON with the known fields only, always in one order. */
export type CheckBody = (json: string) => string;

/**
 * Reads the JSON of a MessageBody and writes it again, so that the same content is the same text
 * whoever sent it (see `EventDraft.body`).
 * @throws ParleyError `invalid_request`.
 */
export function bodyChecker(limits: Pick<Limits, 'textChars'>): CheckBody {
  const schema = messageBodySchema(limits);
  return json => {
    const body: MessageBody = check(schema, parse(json), 'body');
    if (body.text.trim() === '') {
      throw invalid('text', body.text, 'text that is not only white space');
    }
    return JSON.stringify({ kind: body.kind, text: body.text } satisfies MessageBody);
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('body', json, 'the JSON of a message body');
  }
}
