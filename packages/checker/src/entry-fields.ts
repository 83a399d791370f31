import { invalid } from '@parley/core';

/** The fields of one JSON object that came from outside, each read as what it has to be. */
export class EntryFields {
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly path: string;

  /**
   * @param path what the object is called in errors: `line 7`, `line 7, events[2]`
   * @throws ParleyError `invalid_request` if it is no object.
   */
  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(path, value, 'a JSON object');
    }
    this.fields = { ...value };
    this.path = path;
  }

  text(name: string): string {
    const value = this.fields[name];
    if (typeof value !== 'string') throw this.wrong(name, 'a string');
    return value;
  }

  textOrNull(name: string): string | null {
    return this.fields[name] === null ? null : this.text(name);
  }

  /** A whole number from `min` on. */
  count(name: string, min = 0): number {
    const value = this.fields[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min) {
      throw this.wrong(name, `a whole number from ${min} on`);
    }
    return value;
  }

  object(name: string): EntryFields {
    return new EntryFields(this.fields[name], `${this.path}, ${name}`);
  }

  list<T>(name: string, read: (fields: EntryFields) => T): T[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');
    return value.map((item, index) =>
      read(new EntryFields(item, `${this.path}, ${name}[${index}]`)),
    );
  }

  wrong(name: string, expected: string) {
    return invalid(`${this.path}, ${name}`, this.fields[name], expected);
  }
}
