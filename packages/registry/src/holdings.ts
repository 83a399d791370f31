import { ParleyError } from '@parley/core';

type Release = () => Promise<void>;

/** What a registry has handed out and not got back. Closing the registry takes all of it back. */
export class Holdings {
  private readonly held = new Set<Release>();
  private state: 'open' | 'closed' = 'open';

  /** @throws ParleyError `unavailable` after `close`. */
  assertOpen(): void {
    if (this.state === 'closed') throw closedError();
  }

  /**
   * Notes something that was acquired and returns what gives it back, at most once.
   * @throws ParleyError `unavailable`, having given it back, if `close` was called meanwhile.
   */
  async hold(release: Release): Promise<Release> {
    if (this.state === 'closed') {
      await release();
      throw closedError();
    }
    let released: Promise<void> | undefined;
    const releaseOnce = () => {
      this.held.delete(releaseOnce);
      released ??= release();
      return released;
    };
    this.held.add(releaseOnce);
    return releaseOnce;
  }

  async close(): Promise<void> {
    this.state = 'closed';
    await Promise.all([...this.held].map(release => release()));
  }
}

function closedError(): ParleyError {
  return new ParleyError('unavailable', 'This registry is closed.');
}
