/** A piece of work that is done in one go. */
export interface Turn {
  /** Returns how many frames it wrote. */
  carryOut(): number;
}

/**
 * Whose turn it is. Turns are taken in order, one loop of the event loop after another, so that no
 * socket waits behind a big room: when `framesPerTurn` are written, everything else that the
 * process has to do comes first. A turn is never cut in two.
 */
export class Turns {
  private readonly queue: Turn[] = [];
  private readonly framesPerTurn: number;
  private scheduled = false;

  constructor(framesPerTurn: number) {
    this.framesPerTurn = framesPerTurn;
  }

  /** Whoever is added has one turn; being added twice, two. */
  add(turn: Turn): void {
    this.queue.push(turn);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(this.run);
  }

  private readonly run = (): void => {
    let left = this.framesPerTurn;
    let taken = 0;
    // A turn may add others to the end.
    for (const turn of this.queue) {
      if (left <= 0) break;
      left -= turn.carryOut();
      taken += 1;
    }
    this.queue.splice(0, taken);
    this.scheduled = false;
    if (this.queue.length > 0) this.schedule();
  };
}
