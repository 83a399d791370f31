import { en, type Text, type TextKey } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';
export const LANGUAGES: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'zh', name: '中文' },
];

export type Values = Record<string, string | number>;
/** The text for a key; `count` among the values also chooses between one and many. */
export type Translate = (key: TextKey, values?: Values) => string;

const TEXTS: Record<Language, Record<TextKey, Text>> = { en, zh };

export function translator(language: Language): Translate {
  const texts = TEXTS[language];
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const text = texts[key];
    const { count } = values;
    const one = typeof count === 'number' && plural.select(count) === 'one';
    const form = typeof text === 'string' ? text : one ? text.one : text.other;
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

/** The first of the person's languages that there is, otherwise English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find(({ language }) => language === base);
    if (found !== undefined) return found.language;
  }
  return 'en';
}
