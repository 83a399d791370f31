/** Who has what: each name has one holder at a time. */
export class Claims {
  private readonly taken = new Set<string>();
  private readonly waiting: (() => void)[] = [];

  /** Takes the first of `names` that is free, as soon as one is. */
  async take(names: readonly string[]): Promise<string> {
    for (;;) {
      const free = names.find(name => !this.taken.has(name));
      if (free !== undefined) {
        this.taken.add(free);
        return free;
      }
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
  }

  giveBack(name: string): void {
    this.taken.delete(name);
    for (const wake of this.waiting.splice(0)) wake();
  }
}
