import type { DeadLetterPage__Output } from '@parley/contracts';
import type { DeadLetterPageView } from '@parley/wire';

export function toDeadLetterPage(page: DeadLetterPage__Output): DeadLetterPageView {
  return {
    items: page.deadLetters,
    nextCursor: page.nextCursor === '' ? null : page.nextCursor,
    total: page.total,
  };
}
