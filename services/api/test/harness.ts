import { afterEach } from '@jest/globals';
import { type Logger, silentLogger } from '@parley/core';
import type { SignedInView } from '@parley/wire';
import { Registry } from 'prom-client';
import { type ApiOptions, createApi } from '../src/index.ts';
import { expectAsDocumented } from './against-docs.ts';
import { MemoryLogic } from './memory-logic.ts';

/** A request that may be wrong in any way. */
interface Ask {
  token?: string;
  json?: unknown;
  /** Sent as it is. */
  text?: string;
  headers?: Record<string, string>;
  /** When the caller goes away. */
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // What the tests look into; each says what it expects there.
  body: Record<string, unknown>;
}

export interface Harness {
  url: string;
  logic: MemoryLogic;
  metrics: Registry;
  /** `ask('GET /v1/me', { token })`. Every answer is held against the documentation. */
  ask: (what: string, ask?: Ask) => Promise<Answer>;
  /** Registers a person. */
  join: (name: string) => Promise<SignedInView>;
  close: () => Promise<void>;
}

const open = new Set<() => Promise<void>>();

afterEach(async () => {
  for (const close of open) await close();
  open.clear();
});

/** An api on a free port, over logic in memory; closed after the test. */
export async function startApi(
  options: Partial<ApiOptions> = {},
  logger: Logger = silentLogger,
): Promise<Harness> {
  const logic = new MemoryLogic();
  const metrics = new Registry();
  const defaults = { port: 0, signInsPerMinute: 1_000, requestsPerSecond: 1_000 };
  const api = createApi({ logic, logger, metrics, options: { ...defaults, ...options } });
  const { port } = await api.listen();
  const url = `http://127.0.0.1:${port}`;
  open.add(() => api.close());

  const ask = async (what: string, given: Ask = {}): Promise<Answer> => {
    const { token, json, text, headers, signal = null } = given;
    const [method = '', path = ''] = what.split(' ');
    const body = json === undefined ? text : JSON.stringify(json);
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answered = {
      status: response.status,
      headers: response.headers,
      text: answer,
      body: isJson && answer !== '' ? JSON.parse(answer) : {},
    };
    if (method !== 'HEAD' && method !== 'OPTIONS') expectAsDocumented(method, path, answered);
    return answered;
  };
  const join = async (name: string) => {
    const { body } = await ask('POST /v1/accounts', { json: { name, password: 'correct horse' } });
    return body as unknown as SignedInView;
  };
  return { url, logic, metrics, ask, join, close: () => api.close() };
}
