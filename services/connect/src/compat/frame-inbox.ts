/**
 * Frames that are taken one after the other, also when one has to wait. After a failure nothing more is
 * taken: what follows would not be in order.
 */
export class FrameInbox {
  /** Bytes of what is not taken yet. */
  bytes = 0;
  private readonly frames: Buffer[] = [];
  private isWorking = false;
  private readonly take: (frame: Buffer) => Promise<void> | undefined;
  private readonly failed: (error: unknown) => void;

  /** @param take resolves when the next one may be taken; undefined: at once */
  constructor(take: FrameInbox['take'], failed: FrameInbox['failed']) {
    this.take = take;
    this.failed = failed;
  }

  add(frames: readonly Buffer[]): void {
    for (const frame of frames) {
      this.frames.push(frame);
      this.bytes += frame.length;
    }
    if (!this.isWorking) void this.work();
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    try {
      for (let frame = this.frames.shift(); frame !== undefined; frame = this.frames.shift()) {
        const waiting = this.take(frame);
        if (waiting !== undefined) await waiting;
        this.bytes -= frame.length;
      }
      this.isWorking = false;
    } catch (error) {
      this.failed(error);
    }
  }
}
