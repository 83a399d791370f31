import { isUsualText, type Limits, USUAL_CLIENT_ID, USUAL_TEXT } from '@parley/wire';
import { check, clientIdSchema, messageBodySchema } from '@parley/wire/schemas';
import { z } from 'zod';
import { parseJson } from './json-body.ts';

/** What is asked of a send, checked. */
interface Send {
  clientId: string;
  /** JSON of wire's MessageBody. */
  body: string;
}

const USUAL = new RegExp(`^\\{"clientId":"(${USUAL_CLIENT_ID})","body":(${USUAL_TEXT})\\}$`);

export function sendSchema(limits: Pick<Limits, 'textChars'>) {
  return z.strictObject({ clientId: clientIdSchema, body: messageBodySchema(limits) });
}

/**
 * Reads the body of a send. Nearly all are a text as `JSON.stringify` writes it in the order of the
 * documentation: those are read in one go and never parsed; the schema judges the rest.
 * @throws ParleyError `invalid_request`.
 */
export function sendReader(limits: Pick<Limits, 'textChars'>): (text: string) => Send {
  const schema = sendSchema(limits);
  return text => {
    const [, clientId, usual] = USUAL.exec(text) ?? [];
    if (clientId !== undefined && usual !== undefined && isUsualText(usual, limits)) {
      return { clientId, body: usual };
    }
    const { body, ...send } = check(schema, parseJson(text));
    return { ...send, body: JSON.stringify(body) };
  };
}
