/** Where a value came from; named in errors. */
export type Source = 'default' | 'file' | 'environment' | 'flag';

/** One setting: what it means, its default and how its value is read. */
export interface Setting<T> {
  /** For a person, with the unit if there is one. */
  about: string;
  /** Undefined when there is no default. */
  initial: T;
  /** "a port number 0…65535": ends the sentence "expected …". */
  expected: string;
  /** Never printed, and refused as a flag, because other users of a machine can read flags. */
  secret: boolean;
  /** A flag without a value means true. */
  boolean: boolean;
  /** Reads a value of the file (any type) or of the environment and flags (text); undefined when it is none. */
  read(value: unknown): T | undefined;
}

interface Common<T> {
  about: string;
  initial: T;
}

const plain = { secret: false, boolean: false };

export function text(options: Common<string>): Setting<string> {
  const read = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { ...options, ...plain, expected: 'text', read };
}

/** A text that must not be seen. */
export function secret(options: { about: string }): Setting<string> {
  const read = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { ...options, initial: '', secret: true, boolean: false, expected: 'text', read };
}

export function integer(options: Common<number> & { min: number; max: number }): Setting<number> {
  const { about, initial, min, max } = options;
  const read = (value: unknown) => {
    const digits = typeof value === 'string' && /^-?\d+$/.test(value);
    const number = digits ? Number(value) : value;
    const fits = Number.isSafeInteger(number) && Number(number) >= min && Number(number) <= max;
    return fits ? Number(number) : undefined;
  };
  return { about, initial, ...plain, expected: `a whole number ${min}…${max}`, read };
}

export function port(options: Common<number>): Setting<number> {
  const setting = integer({ ...options, min: 0, max: 65_535 });
  return { ...setting, expected: 'a port number 0…65535 (0 takes a free one)' };
}

export function flag(options: Common<boolean>): Setting<boolean> {
  const read = (value: unknown) => {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return undefined;
  };
  return { ...options, secret: false, boolean: true, expected: 'true or false', read };
}

export function choice<const T extends string>(
  options: { about: string; initial: NoInfer<T> } & { of: readonly T[] },
): Setting<T> {
  const { about, initial, of } = options;
  const read = (value: unknown) => of.find(name => name === value);
  return { about, initial, ...plain, expected: `one of ${of.join(', ')}`, read };
}

/** Several texts: a list in the file, separated by commas elsewhere. */
export function list(options: Common<readonly string[]>): Setting<readonly string[]> {
  const read = (value: unknown) => {
    const parts = typeof value === 'string' ? value.split(',').map(part => part.trim()) : value;
    if (!Array.isArray(parts) || parts.some(part => typeof part !== 'string')) return undefined;
    return parts.filter(part => part !== '') as string[];
  };
  return { ...options, ...plain, expected: 'a list of texts, separated by commas', read };
}
