/** What a call came to, as gochat's clients know it. */
export const CODE = { success: 0, fail: 1, sessionError: 40_000 } as const;

export interface Envelope {
  code: (typeof CODE)[keyof typeof CODE];
  data: unknown;
  message: string;
}

export const SESSION_ERROR: Envelope = {
  code: CODE.sessionError,
  data: null,
  message: 'Session error',
};

export const NO_SUCH_PATH: Envelope = failure('please check request url !');

export function success(message: string, data: unknown): Envelope {
  return { code: CODE.success, data, message };
}

export function failure(message: string): Envelope {
  return { code: CODE.fail, data: null, message };
}
