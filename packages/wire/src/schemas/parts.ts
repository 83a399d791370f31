import { z } from 'zod';
import { MAX_MENTIONS } from '../events.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';

/**
 * The parts that frames and requests share. Where a pattern or a refinement has a message, the
 * message says what is expected and nothing else: `check` makes the sentence around it.
 */

const ID = /^[1-9][0-9]{0,15}$/;
const VISIBLE_ASCII = /^[!-~]+$/;
const USER_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const CONTROL = /\p{Cc}/u;

const id = z.string().regex(ID, 'an id: 1 to 16 decimal digits');

export const conversationIdSchema = id;
export const userIdSchema = id;
export const sessionIdSchema = id;
/** Where a range of ids begins or ends. */
export const idBoundSchema = z.union([z.literal('0'), id]);

/** A position in a log; 0 is "before the first event". */
export const seqSchema = z.int().min(0);

/** The number by which an answer names its request. */
export const requestIdSchema = z.int().min(0);

// Databases index these two, so they are kept short and free of anything that collates or encodes
// differently from one to the other.
const chosenByClient = z
  .string()
  .min(1)
  .max(64)
  .regex(VISIBLE_ASCII, 'visible ASCII characters without spaces');

/** The sender's own id of a message. */
export const clientIdSchema = chosenByClient;
/** Names a device or tab. */
export const deviceIdSchema = chosenByClient;

/** JSON can say what no database stores: half a surrogate pair, and U+0000 (PostgreSQL refuses it). */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The content of a message: text of 1 … `textChars` characters (code points: an emoji counts once), and mentions. */
export function messageBodySchema(limits: Pick<Limits, 'textChars'> = DEFAULT_LIMITS) {
  return z.object({
    kind: z.literal('text'),
    text: z
      .string()
      .min(1)
      .max(limits.textChars)
      .refine(isStorable, 'well-formed Unicode without U+0000'),
    mentions: z.array(userIdSchema).max(MAX_MENTIONS).optional(),
  });
}

/** The name that a person signs in with. Case and look-alikes are logic's matter. */
export function userNameSchema(limits: Pick<Limits, 'nameChars'> = DEFAULT_LIMITS) {
  return z
    .string()
    .min(1)
    .max(limits.nameChars)
    .regex(USER_NAME, 'letters, digits, ".", "_" and "-", beginning with a letter or digit');
}

/** What people read: a title, a display name, a device's name. Spaces around it are cut off. */
export function labelSchema(limits: Pick<Limits, 'nameChars'> = DEFAULT_LIMITS) {
  return z
    .string()
    .trim()
    .min(1)
    .max(limits.nameChars)
    .refine(
      text => text.isWellFormed() && !CONTROL.test(text),
      'one line of text without control characters',
    );
}
