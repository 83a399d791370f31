import { effect, type Signal, signal } from '@preact/signals';
import { LANGUAGES, type Language, preferredLanguage } from '../i18n/translator.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  theme: Signal<Theme>;
  language: Signal<Language>;
}

const KEY = 'parley.preferences';

/** What this device prefers; kept here, and put on the document as it changes. */
export function createPreferences(storage: Storage, languages: readonly string[]): Preferences {
  const stored = read(storage);
  const theme = signal<Theme>(stored.theme ?? 'system');
  const language = signal<Language>(stored.language ?? preferredLanguage(languages));
  effect(() => {
    const root = document.documentElement;
    if (theme.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    root.lang = language.value === 'zh' ? 'zh-Hans' : language.value;
    // `public/theme.js` reads this before the first paint.
    storage.setItem(KEY, JSON.stringify({ theme: theme.value, language: language.value }));
  });
  return { theme, language };
}

function read(storage: Storage): { theme?: Theme; language?: Language } {
  try {
    const value = JSON.parse(storage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const theme = value.theme === 'light' || value.theme === 'dark' ? value.theme : undefined;
    const known = LANGUAGES.find(({ language }) => language === value.language);
    return { ...(theme && { theme }), ...(known && { language: known.language }) };
  } catch {
    return {};
  }
}
