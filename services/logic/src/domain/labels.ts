import type { Limits } from '@parley/wire';
import { check, labelSchema } from '@parley/wire/schemas';

type LabelLimits = Pick<Limits, 'nameChars'>;

const CONTROL = /\p{Cc}/gu;
const UNNAMED_DEVICE = 'Unknown device';

/** The title of a group or room. @throws ParleyError `invalid_request`. */
export function checkTitle(title: string, limits: LabelLimits): string {
  return check(labelSchema(limits), title, 'title');
}

/** How a person is shown; the name when nothing is given. @throws ParleyError `invalid_request`. */
export function checkDisplayName(given: string, name: string, limits: LabelLimits): string {
  return given === '' ? name : check(labelSchema(limits), given, 'displayName');
}

/** How a person recognises a device. Only a reminder, often made by a program: cut, never refused. */
export function toDeviceName(given: string, limits: LabelLimits): string {
  const clean = Array.from(given.toWellFormed().replace(CONTROL, ' ').trim());
  return clean.slice(0, limits.nameChars).join('') || UNNAMED_DEVICE;
}
