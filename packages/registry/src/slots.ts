import { ParleyError } from '@parley/core';

/** What every adapter answers when all slots are taken. */
export function noSlotLeft(name: string, count: number): ParleyError {
  return new ParleyError('limit_reached', `All ${count} slots of ${name} are taken.`, {
    field: 'count',
    value: String(count),
    expected: `fewer than ${count} holders of ${name}`,
  });
}
