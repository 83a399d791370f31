/** A field as Go names it, and what it holds; every field has to be there and not be 0 or empty. */
interface Field {
  goName: string;
  type: 'string' | 'int';
}

/** The fields of a form, by their names in JSON. */
export interface Form {
  goName: string;
  fields: Readonly<Record<string, Field>>;
}

/** What a form holds. */
export type FormValues = Readonly<Record<string, string | number>>;

/** What was read, or what is wrong with it in the words of Go's decoder and gin's validator. */
type Reading<T> = { ok: true; value: T } | { ok: false; fault: string };

/** The body as an object. No value of it is repeated in a fault: it may be a password. */
export function readBody(text: string): Reading<object> {
  if (text.trim() === '') return { ok: false, fault: 'EOF' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'invalid character in the body: expected JSON' };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { ok: true, value };
  }
  return {
    ok: false,
    fault: `json: cannot unmarshal ${goType(value)} into Go value: not an object`,
  };
}

/** The fields of a form. Others are ignored, and names count without regard to case, as in Go. */
export function readForm({ goName: form, fields }: Form, body: object): Reading<FormValues> {
  const value: Record<string, string | number> = {};
  const missing: string[] = [];
  for (const [name, { goName, type }] of Object.entries(fields)) {
    const given = fieldOf(body, name) ?? (type === 'int' ? 0 : '');
    if (!isOf(type, given)) {
      const field = `${form}.${name} of type ${type}`;
      const fault = `json: cannot unmarshal ${goType(given)} into Go struct field ${field}`;
      return { ok: false, fault };
    }
    if (given === 0 || given === '') missing.push(goName);
    value[name] = given;
  }
  if (missing.length === 0) return { ok: true, value };
  const fault = missing.map(
    name =>
      `Key: '${form}.${name}' Error:Field validation for '${name}' failed on the 'required' tag`,
  );
  return { ok: false, fault: fault.join('\n') };
}

/** A field of a body; the exact name first. */
export function fieldOf(body: object, name: string): unknown {
  const entries = Object.entries(body);
  const isAlike = (key: string) => key.toLowerCase() === name.toLowerCase();
  return (entries.find(([key]) => key === name) ?? entries.find(([key]) => isAlike(key)))?.[1];
}

function isOf(type: Field['type'], value: unknown): value is string | number {
  return type === 'int' ? Number.isSafeInteger(value) : typeof value === 'string';
}

/** As Go's decoder calls it. */
function goType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value === 'string' ? 'string' : 'object';
}
