/** true: all is well. A rejection counts as false. */
export type Check = () => boolean | Promise<boolean>;

/** Checks by name; the name is told when one fails. */
export type Checks = Readonly<Record<string, Check>>;

/** The names of the checks that fail, or that take longer than `timeoutMs`. */
export async function failingChecks(checks: Checks, timeoutMs: number): Promise<string[]> {
  const names = Object.keys(checks);
  const results = await Promise.all(names.map(name => passes(checks[name], timeoutMs)));
  return names.filter((_name, i) => !results[i]);
}

async function passes(check: Check | undefined, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([Promise.resolve(check?.()).then(Boolean), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
