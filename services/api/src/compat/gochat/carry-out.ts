import { type ErrorCode, type Logger, toParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { RateLimits } from '../../http/rate-limits.ts';
import type { GochatCall } from './calls.ts';
import { type Envelope, failure, SESSION_ERROR } from './envelope.ts';
import { fieldOf, readBody, readForm } from './read-form.ts';

export interface CarryOutPorts {
  logic: Pick<LogicGateway, 'unary' | 'exchange'>;
  limits: RateLimits;
  logger: Logger;
}

/** Answers one call; never rejects. */
export async function carryOut(
  ports: CarryOutPorts,
  call: GochatCall,
  address: string,
  text: string,
): Promise<Envelope> {
  try {
    const carry = call.access === 'sign-in' ? signIn : asSomebody;
    return await carry(ports, call, address, text);
  } catch (thrown) {
    const error = toParleyError(thrown);
    if (error.code === 'internal') ports.logger.error({ err: thrown }, 'a request failed');
    if (call.access === 'token' && SIGNED_OUT.has(error.code)) return SESSION_ERROR;
    return failure(call.says[error.code] ?? call.says.other ?? error.message);
  }
}

async function signIn(
  { logic, limits }: CarryOutPorts,
  call: GochatCall,
  address: string,
  text: string,
): Promise<Envelope> {
  limits.address(address);
  const body = readBody(text);
  if (!body.ok) return failure(body.fault);
  const form = readForm(call.form, body.value);
  if (!form.ok) return failure(form.fault);
  limits.account(String(form.value.userName));
  return call.run(logic, form.value, { address, caller: {} });
}

async function asSomebody(
  { logic, limits }: CarryOutPorts,
  call: GochatCall,
  address: string,
  text: string,
): Promise<Envelope> {
  const body = readBody(text);
  const accessToken = body.ok ? fieldOf(body.value, 'authToken') : undefined;
  if (!body.ok || typeof accessToken !== 'string' || accessToken === '') return SESSION_ERROR;
  limits.token(accessToken);
  const caller = { accessToken };
  const form = readForm(call.form, body.value);
  if (form.ok) return call.run(logic, form.value, { address, caller });
  // Whatever else is wrong with it: without a good token it is first of all nobody's.
  await logic.unary('getMe', { caller });
  return failure(form.fault);
}

const SIGNED_OUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unauthenticated',
  'token_expired',
  'session_revoked',
]);
