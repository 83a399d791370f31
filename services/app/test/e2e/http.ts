import type { SignedInView } from '@parley/wire';

/** An answer of the API as it is, not as the SDK would have it. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined when there was none. */
  body: Readonly<Record<string, unknown>> | undefined;
}

export async function call(
  apiUrl: string,
  method: string,
  path: string,
  options: { token?: string; json?: unknown; text?: string } = {},
): Promise<Answer> {
  const { token, json, text } = options;
  const body = json === undefined ? text : JSON.stringify(json);
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? undefined : (JSON.parse(answer) as Answer['body']),
  };
}

/** Another session of somebody who has an account. */
export async function signIn(
  apiUrl: string,
  account: { name: string; password: string },
): Promise<SignedInView> {
  return signedIn(await call(apiUrl, 'POST', '/v1/sessions', { json: account }), 200, 201);
}

/** Of everybody whom the tests make. */
export const PASSWORD = 'correct horse';

let made = 0;

/** One that nobody has. */
export function newName(): string {
  made += 1;
  return `user-${process.pid}-${Date.now().toString(36)}-${made}`;
}

/** A new person with an own name, signed in. */
export async function newUser(apiUrl: string): Promise<SignedInView> {
  const json = { name: newName(), password: PASSWORD, deviceName: 'test' };
  return signedIn(await call(apiUrl, 'POST', '/v1/accounts', { json }), 201);
}

function signedIn({ status, body }: Answer, ...expected: number[]): SignedInView {
  if (!expected.includes(status)) throw new Error(`no session: ${JSON.stringify(body)}`);
  return body as unknown as SignedInView;
}
