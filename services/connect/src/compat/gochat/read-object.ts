/** The JSON object that a body is; undefined when it is anything else. */
export function readObject(body: string): Record<string, unknown> | undefined {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return undefined;
  }
  return typeof given === 'object' && given !== null
    ? (given as Record<string, unknown>)
    : undefined;
}
