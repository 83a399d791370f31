import { connect, type Socket } from 'node:net';
import type { Driver } from '../drivers/driver.ts';
import { nowUs } from './clock.ts';
import { FrameScanner } from './frame-scanner.ts';
import type { Line, LineOwner, Lines, OnArrived } from './lines.ts';
import { PayloadCache } from './payload-cache.ts';

/** Every socket of this process reads into it; what is read is looked at before the next one reads. */
const READ_BUFFER = Buffer.allocUnsafeSlow(262_144);
const TEXT_OPCODE = 1;

/** Connections that are read in this process: wherever there is no C compiler. */
export class NodeLines implements Lines {
  readonly reader = 'Node';
  readonly cost = { cpuUs: 0, busyUs: 0 };
  readonly cache: PayloadCache;
  readonly onArrived: OnArrived;

  constructor(driver: Driver, onArrived: OnArrived) {
    this.cache = new PayloadCache(driver);
    this.onArrived = onArrived;
  }

  dial(url: URL, localAddress: string | undefined, owner: LineOwner): Line {
    return new NodeLine(this, url, localAddress, owner);
  }

  close(): void {}
}

/** A connection of a few hundred bytes over a plain socket: no events and no buffers of its own. */
class NodeLine implements Line {
  private readonly lines: NodeLines;
  private readonly owner: LineOwner;
  private readonly scanner = new FrameScanner();
  private socket: Socket | undefined;
  /** Of the answer to the upgrade; undefined once it has come whole. */
  private head: string | undefined = '';
  private isShared = false;

  constructor(lines: NodeLines, url: URL, localAddress: string | undefined, owner: LineOwner) {
    this.lines = lines;
    this.owner = owner;
    const socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      ...(localAddress === undefined ? {} : { localAddress }),
      onread: { buffer: READ_BUFFER, callback: read => this.onBytes(read) },
    });
    this.socket = socket;
    socket.on('error', error => this.end(error.message));
    socket.on('close', () => this.end('the server cut the connection'));
  }

  write(bytes: Buffer): void {
    this.socket?.write(bytes);
  }

  share(): void {
    this.isShared = true;
  }

  destroy(): void {
    const { socket } = this;
    this.socket = undefined;
    socket?.destroy();
  }

  private onBytes(read: number): boolean {
    let chunk: Buffer = READ_BUFFER.subarray(0, read);
    try {
      if (this.head !== undefined) {
        this.head += chunk.toString('latin1');
        const end = this.head.indexOf('\r\n\r\n');
        if (end === -1) return true;
        chunk = Buffer.from(this.head.slice(end + 4), 'latin1');
        const head = this.head.slice(0, end);
        this.head = undefined;
        this.owner.upgraded(head);
      }
      this.scanner.push(chunk, this.onFrame);
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  private readonly onFrame = (opcode: number, bytes: Buffer, from: number, to: number): void => {
    if (this.socket === undefined) return;
    if (opcode !== TEXT_OPCODE || !this.isShared) {
      this.owner.frame(opcode, bytes, from, to);
      return;
    }
    const atUs = nowUs();
    this.owner.text(this.lines.cache.read(bytes, from, to), atUs);
    this.lines.onArrived(atUs);
  };

  private end(reason: string): void {
    if (this.socket === undefined) return;
    this.destroy();
    this.owner.ended(reason);
  }
}
