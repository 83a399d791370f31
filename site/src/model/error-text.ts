import { type ErrorCode, type ParleyError, toParleyError } from '@parley/core';
import type { TextKey } from '../i18n/en.ts';
import type { Translate } from '../i18n/translator.ts';

/** What people may meet and can do something about; the rest is told in the server's words. */
const TEXTS: Partial<Record<ErrorCode, TextKey>> = {
  wrong_credentials: 'wrongCredentials',
  name_taken: 'nameTaken',
  rate_limited: 'errorRateLimited',
  unavailable: 'errorUnavailable',
  overloaded: 'errorUnavailable',
  deadline_exceeded: 'errorUnavailable',
  forbidden: 'errorForbidden',
};

/** An error as a sentence for a person. */
export function errorText(cause: unknown, t: Translate): string {
  const error: ParleyError = toParleyError(cause);
  const { expected } = error.details;
  if (error.code === 'invalid_request' && expected !== undefined)
    return t('expected', { expected });
  const key = TEXTS[error.code];
  return key === undefined ? t('errorOther', { message: error.message }) : t(key);
}
