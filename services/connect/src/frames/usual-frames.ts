import type { Limits, MarkFrame } from '@parley/wire';
import type { SendRequest } from './client-request.ts';

// Numbers of 15 digits are safe integers, whichever they are.
const COUNT = '0|[1-9][0-9]{0,14}';
const ID = '[1-9][0-9]{0,15}';
/** What stands for itself in JSON and nothing else does: without quotes, backslashes and controls. */
const PLAIN = String.raw`[^"\\\u0000-\u001f]`;
/** The escapes of `JSON.stringify` that have no other spelling there. */
const ESCAPED = String.raw`\\["\\bfnrt]`;

const BODY_START = '{"kind":"text","text":"';
const BODY_END = '"}';
const SEND_START = '{"op":"send",';

const SEND = new RegExp(
  `^\\{"op":"send","id":(${COUNT}),"conversationId":"(${ID})","clientId":"([!#-\\[\\]-~]{1,64})",` +
    `"body":(\\{"kind":"text","text":"(?!")${PLAIN}*(?:${ESCAPED}${PLAIN}*)*"\\})\\}$`,
);

const MARK = new RegExp(`^\\{"op":"(ack|read)","conversationId":"(${ID})","seq":(${COUNT})\\}$`);

/**
 * The frames that nearly all frames are, as Parley's own client and any `JSON.stringify` in the order
 * of the documentation writes them: read in one go, for a sixth of what parsing, checking and writing
 * the body again cost (0.4 instead of 2.5 µs). undefined for whatever is not certain to be right, which
 * the schemas have to judge. Never another verdict or value than theirs.
 */
export function readUsual(
  text: string,
  { textChars }: Pick<Limits, 'textChars'>,
): SendRequest | MarkFrame | undefined {
  return text.startsWith(SEND_START) ? readSend(text, textChars) : readMark(text);
}

function readSend(text: string, textChars: number): SendRequest | undefined {
  const found = SEND.exec(text);
  if (found === null) return undefined;
  const [, id, conversationId, clientId, body] = found;
  if (conversationId === undefined || clientId === undefined || body === undefined)
    return undefined;
  // An escape counts as two here and a rare character, too: what is too long by this may still fit.
  if (body.length > BODY_START.length + textChars + BODY_END.length) return undefined;
  if (!body.isWellFormed()) return undefined;
  return { op: 'send', id: Number(id), conversationId, clientId, body };
}

function readMark(text: string): MarkFrame | undefined {
  const found = MARK.exec(text);
  if (found === null) return undefined;
  const [, op, conversationId, seq] = found;
  if (conversationId === undefined) return undefined;
  return { op: op === 'read' ? 'read' : 'ack', conversationId, seq: Number(seq) };
}
