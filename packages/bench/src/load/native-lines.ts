import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Driver } from '../drivers/driver.ts';
import type { Line, LineOwner, Lines, OnArrived } from './lines.ts';
import { readText, type SharedText } from './shared-text.ts';

/** The records of reader/sockets.c. */
const COMMAND = { open: 0, write: 1, share: 2, close: 3 } as const;
const TOLD = { head: 0, frame: 1, text: 2, arrived: 3, ended: 4, cost: 5 } as const;
const COMMAND_BYTES = 16;
const TOLD_BYTES = 24;
const ALIGNMENT = 8;
const PAIR_BYTES = 8;
const FIRST_OUT_BYTES = 65_536;
const TEXT_OPCODE = 1;
const NOTHING = Buffer.alloc(0);

interface NativeLine {
  readonly owner: LineOwner;
  isShared: boolean;
}

/** Connections that a process in C holds, which tells this one what comes: equal texts once, and when. */
export class NativeLines implements Lines {
  readonly reader = 'C';
  readonly cost = { cpuUs: 0, busyUs: 0 };
  private readonly driver: Driver;
  private readonly onArrived: OnArrived;
  private readonly child: ChildProcess;
  private readonly input: Writable;
  /** By id; an id is used once. */
  private readonly lines: (NativeLine | undefined)[] = [];
  private readonly texts: (SharedText | undefined)[] = [];
  private rest: Buffer = NOTHING;
  private out = Buffer.allocUnsafeSlow(FIRST_OUT_BYTES);
  private outBytes = 0;

  /**
   * @param program reader/sockets.c, compiled
   * @param onStarted called when the program runs, or cannot be run
   */
  constructor(program: string, driver: Driver, onArrived: OnArrived, onStarted: () => void) {
    this.driver = driver;
    this.onArrived = onArrived;
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    child.stdin.on('error', () => {});
    child.once('close', () => this.lose('the reader has ended'));
    child.once('spawn', onStarted);
    child.once('error', error => {
      onStarted();
      this.lose(error.message);
    });
    this.child = child;
    this.input = child.stdin;
  }

  dial(url: URL, localAddress: string | undefined, owner: LineOwner): Line {
    const line: NativeLine = { owner, isShared: false };
    const id = this.lines.push(line) - 1;
    const to = Buffer.alloc(12);
    writeAddress(to, 0, url.hostname === 'localhost' ? '127.0.0.1' : url.hostname);
    to.writeUInt32LE(Number(url.port), 4);
    if (localAddress !== undefined) writeAddress(to, 8, localAddress);
    this.command(COMMAND.open, id, to);
    return {
      write: bytes => this.command(COMMAND.write, id, bytes),
      share: () => {
        line.isShared = true;
        this.command(COMMAND.share, id, NOTHING);
      },
      destroy: () => void this.forget(id),
    };
  }

  close(): void {
    this.lines.fill(undefined);
    this.child.kill('SIGKILL');
  }

  private lose(reason: string): void {
    for (const id of this.lines.keys()) this.forget(id)?.ended(reason);
  }

  /** What is asked within a tick leaves together. */
  private command(kind: number, id: number, payload: Buffer): void {
    const end = this.outBytes + COMMAND_BYTES + payload.length;
    if (end > this.out.length) {
      const larger = Buffer.allocUnsafeSlow(2 * end);
      larger.set(this.out.subarray(0, this.outBytes));
      this.out = larger;
    }
    if (this.outBytes === 0) process.nextTick(this.flush);
    this.out.writeUInt32LE(kind, this.outBytes);
    this.out.writeUInt32LE(id, this.outBytes + 4);
    this.out.writeUInt32LE(payload.length, this.outBytes + 8);
    this.out.set(payload, this.outBytes + COMMAND_BYTES);
    this.outBytes = end;
  }

  private readonly flush = (): void => {
    const asked = Buffer.from(this.out.subarray(0, this.outBytes));
    this.outBytes = 0;
    this.input.write(asked);
  };

  private read(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    while (bytes.length - at >= TOLD_BYTES) {
      const length = bytes.readUInt32LE(at + 8);
      const from = at + TOLD_BYTES;
      const next = from + Math.ceil(length / ALIGNMENT) * ALIGNMENT;
      if (next > bytes.length) break;
      this.take(bytes, at, from, from + length);
      at = next;
    }
    this.rest = at === bytes.length ? NOTHING : bytes.subarray(at);
  }

  private take(bytes: Buffer, head: number, from: number, to: number): void {
    const id = bytes.readUInt32LE(head + 4);
    const extra = bytes.readUInt32LE(head + 12);
    switch (bytes.readUInt32LE(head)) {
      case TOLD.arrived:
        this.tell(bytes, from, to, bytes.readDoubleLE(head + 16));
        return;
      case TOLD.text:
        this.texts[extra] = readText(this.driver, bytes.subarray(from, to));
        return;
      case TOLD.frame:
        this.guard(id, line =>
          this.frame(line, extra, bytes, from, to, bytes.readDoubleLE(head + 16)),
        );
        return;
      case TOLD.head:
        this.guard(id, ({ owner }) => owner.upgraded(bytes.toString('latin1', from, to)));
        return;
      case TOLD.ended:
        this.forget(id)?.ended(bytes.toString('utf8', from, to));
        return;
      case TOLD.cost:
        this.cost.cpuUs = bytes.readDoubleLE(from);
        this.cost.busyUs = bytes.readDoubleLE(from + 8);
        return;
    }
  }

  private tell(bytes: Buffer, from: number, to: number, atUs: number): void {
    for (let at = from; at < to; at += PAIR_BYTES) {
      const text = this.texts[bytes.readUInt32LE(at + 4)];
      if (text !== undefined) this.lines[bytes.readUInt32LE(at)]?.owner.text(text, atUs);
    }
    this.onArrived(atUs);
  }

  /** A text that was on its way when it was to be shared is told as one. */
  private frame(
    { owner, isShared }: NativeLine,
    opcode: number,
    bytes: Buffer,
    from: number,
    to: number,
    atUs: number,
  ): void {
    if (opcode !== TEXT_OPCODE || !isShared) {
      owner.frame(opcode, bytes, from, to);
      return;
    }
    owner.text(readText(this.driver, bytes.subarray(from, to)), atUs);
    this.onArrived(atUs);
  }

  /** A server that refuses, or says what it must not, loses its connection. */
  private guard(id: number, tell: (line: NativeLine) => void): void {
    const line = this.lines[id];
    if (line === undefined) return;
    try {
      tell(line);
    } catch (error) {
      this.forget(id)?.ended(error instanceof Error ? error.message : String(error));
    }
  }

  /** Cuts it, if it is there; whoever had it. */
  private forget(id: number): LineOwner | undefined {
    const line = this.lines[id];
    if (line === undefined) return undefined;
    this.lines[id] = undefined;
    this.command(COMMAND.close, id, NOTHING);
    return line.owner;
  }
}

/** In the order of the network. */
function writeAddress(to: Buffer, at: number, address: string): void {
  address.split('.').forEach((part, i) => void to.writeUInt8(Number(part), at + i));
}
