import type { Language, Translate } from '../i18n/translator.ts';

/** Times as people read them, in the page's language and the machine's time zone. */
export interface TimeFormat {
  /** `14:32` */
  clock(ms: number): string;
  /** Date and time to the second, for who hovers. */
  exact(ms: number): string;
  /** For a list: the time today, then yesterday, the weekday, the date. */
  short(ms: number, nowMs: number): string;
  /** For a line between two days. */
  day(ms: number, nowMs: number): string;
}

const DAY_MS = 86_400_000;

export function timeFormat(language: Language, t: Translate): TimeFormat {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(language, options);
    return (ms: number) => formatter.format(ms);
  };
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'short' });
  const dateOfYear = format({ day: 'numeric', month: 'numeric', year: '2-digit' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const longDayOfYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const exact = format({ dateStyle: 'full', timeStyle: 'medium' });
  return {
    clock,
    exact,
    short: (ms, nowMs) => {
      const days = daysBetween(ms, nowMs);
      if (days <= 0) return clock(ms);
      if (days === 1) return t('yesterday');
      if (days < 7) return weekday(ms);
      return sameYear(ms, nowMs) ? date(ms) : dateOfYear(ms);
    },
    day: (ms, nowMs) => {
      const days = daysBetween(ms, nowMs);
      if (days === 0) return t('today');
      if (days === 1) return t('yesterday');
      return sameYear(ms, nowMs) ? longDay(ms) : longDayOfYear(ms);
    },
  };
}

/** Midnights between the two, in local time; whole days, also over a change of the clocks. */
export function daysBetween(earlierMs: number, laterMs: number): number {
  return Math.round((startOfDay(laterMs) - startOfDay(earlierMs)) / DAY_MS);
}

export function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}
