/** Lets many through together, or one alone. Who wants to be alone goes before those who come later. */
export class Gate {
  private inside = 0;
  private lastAlone: Promise<void> = Promise.resolve();
  private emptied: (() => void) | null = null;

  async pass(alone: boolean, work: () => Promise<void>): Promise<void> {
    if (alone) return this.passAlone(work);
    for (let before: Promise<void> | undefined; before !== this.lastAlone; ) {
      before = this.lastAlone;
      await before;
    }
    this.inside++;
    try {
      await work();
    } finally {
      this.inside--;
      if (this.inside === 0) this.emptied?.();
    }
  }

  private async passAlone(work: () => Promise<void>): Promise<void> {
    const before = this.lastAlone;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.lastAlone = promise;
    try {
      await before;
      if (this.inside > 0) {
        await new Promise<void>(empty => {
          this.emptied = empty;
        });
      }
      this.emptied = null;
      await work();
    } finally {
      resolve();
    }
  }
}
