import { type BackoffOptions, backoffMs, ParleyError } from '@parley/core';
import { CLOSE, shouldReconnect } from '@parley/wire';

/** How one try to be connected ended. */
export interface Ending {
  code: number;
  reason: string;
  /** What the server said in a `reconnect` frame, less the time since then; null without one. */
  afterMs: number | null;
}

export type Verdict =
  | { next: 'retry'; afterMs: number; error: ParleyError }
  | { next: 'renew'; error: ParleyError }
  | { next: 'signed-out'; error: ParleyError }
  | { next: 'stop'; error: ParleyError };

/** After `flooding` the server does not want to see this client for a while. */
const FLOODING_MS = 5_000;

/**
 * What to do after an ending: the close code's range decides whether to come back, and the server's
 * wish when. `attempt` counts the tries since the last connection that lasted (1, 2 …).
 */
export function judge(
  ending: Ending,
  attempt: number,
  backoff: BackoffOptions,
  random: () => number,
): Verdict {
  const error = toError(ending);
  if (ending.code === CLOSE.unauthenticated) return { next: 'renew', error };
  if (ending.code === CLOSE.session_revoked) return { next: 'signed-out', error };
  if (!shouldReconnect(ending.code)) return { next: 'stop', error };
  const wished = ending.afterMs ?? (ending.code === CLOSE.going_away ? wish(ending.reason) : null);
  if (wished !== null) return { next: 'retry', afterMs: wished, error };
  const afterMs = backoffMs(attempt, backoff, random);
  const leastMs = ending.code === CLOSE.flooding ? FLOODING_MS : 0;
  return { next: 'retry', afterMs: Math.max(afterMs, leastMs), error };
}

function wish(reason: string): number | null {
  try {
    const { afterMs } = JSON.parse(reason) as { afterMs?: unknown };
    return typeof afterMs === 'number' && afterMs >= 0 ? afterMs : null;
  } catch {
    return null;
  }
}

function toError(ending: Ending): ParleyError {
  switch (ending.code) {
    case CLOSE.unauthenticated:
      return new ParleyError('unauthenticated', 'The server did not accept the session.');
    case CLOSE.session_revoked:
      return new ParleyError('session_revoked', 'This device was signed out.');
    case CLOSE.unsupported_version:
      return new ParleyError('unsupported_version', 'The server speaks another version.');
    case CLOSE.replaced:
      return new ParleyError('forbidden', 'The same device connected again elsewhere.');
    case CLOSE.protocol_error:
      return new ParleyError('bad_frame', 'The server could not read what was sent.');
    default:
      return new ParleyError('unavailable', 'The connection was lost.');
  }
}
