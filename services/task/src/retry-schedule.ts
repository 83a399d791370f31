export interface RetryOptions {
  /** Tries again of a failed push before it becomes a dead letter; 0 never tries again. Default 3. */
  retryLimit: number;
  /** The wait before the first try again, in ms. Default 100. */
  retryFirstMs: number;
  /** Each wait is this many times the one before; 1 keeps them equal. Default 2. */
  retryFactor: number;
  /** No wait is longer, in ms. Default 10000. */
  retryMaxMs: number;
}

/**
 * How long to wait, in ms, with what has failed `attempts` times (1, 2, 3 …); undefined when it has
 * been tried again often enough. With the defaults: 100, 200, 400, undefined.
 */
export function retryDelayMs(attempts: number, options: RetryOptions): number | undefined {
  return attempts > options.retryLimit ? undefined : doubled(attempts, options);
}

/** How soon a node that is back learns of what it missed, at the latest, in ms. */
const PATIENT_MAX_MS = 2_000;

/** The same for what is tried as long as its node is there. */
export function patientDelayMs(attempts: number, options: RetryOptions): number {
  return Math.min(PATIENT_MAX_MS, doubled(attempts, options));
}

function doubled(attempts: number, { retryFirstMs, retryFactor, retryMaxMs }: RetryOptions) {
  return Math.round(Math.min(retryMaxMs, retryFirstMs * retryFactor ** (attempts - 1)));
}
