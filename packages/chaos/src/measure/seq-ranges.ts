/** A set of seqs; takes memory in proportion to its gaps. */
export class SeqRanges {
  /** Apart from each other, by rising seq; both ends included. */
  private readonly ranges: { from: number; to: number }[] = [];

  /** Returns whether it was new. */
  add(seq: number): boolean {
    let at = this.ranges.length;
    // What comes is nearly always at the end.
    while (at > 0 && (this.ranges[at - 1]?.from ?? 0) > seq) at--;
    const before = this.ranges[at - 1];
    const after = this.ranges[at];
    if (before !== undefined && seq <= before.to) return false;
    const touchesBefore = before?.to === seq - 1;
    const touchesAfter = after?.from === seq + 1;
    if (before !== undefined && touchesBefore) {
      before.to = touchesAfter ? (after?.to ?? seq) : seq;
      if (touchesAfter) this.ranges.splice(at, 1);
    } else if (after !== undefined && touchesAfter) {
      after.from = seq;
    } else {
      this.ranges.splice(at, 0, { from: seq, to: seq });
    }
    return true;
  }
}
