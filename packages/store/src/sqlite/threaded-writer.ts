import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Logger, ParleyError } from '@parley/core';
import type { WriteHome } from './write-home.ts';
import type { WriteCall } from './writer.ts';
import type { FromWriter, ToWriter } from './writer-thread.ts';

interface Waiting {
  call: WriteCall;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Writes on a thread of its own, so that neither a transaction nor the disk holds up the event loop.
 * What was sent when the thread dies is rejected with `unavailable` (it may have been written); what is
 * sent next starts another thread.
 */
export class ThreadedWriter implements WriteHome {
  private readonly logger: Logger;
  private readonly startThread: () => Worker;
  private worker: Worker | undefined;
  /** Sent and not answered, in the order of sending. */
  private inHand: Waiting[] = [];
  /** Not sent yet, for the sake of who wants to be alone. */
  private held: Waiting[] = [];
  private othersAtWork = 0;
  private whenIdle: (() => void)[] = [];

  private constructor(logger: Logger, startThread: () => Worker) {
    this.logger = logger;
    this.startThread = startThread;
  }

  /** @throws ParleyError `unavailable` if the thread cannot open the file. */
  static async open(logger: Logger, startThread: () => Worker): Promise<ThreadedWriter> {
    const writer = new ThreadedWriter(logger, startThread);
    try {
      await writer.send({ name: 'markDispatched', args: [[]] });
    } catch (error) {
      await writer.close();
      throw error;
    }
    return writer;
  }

  send(call: WriteCall): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = { call, resolve, reject };
      if (this.othersAtWork > 0) this.held.push(waiting);
      else this.post(waiting);
    });
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.othersAtWork += 1;
    try {
      while (this.inHand.length > 0) await this.idle();
      return await work();
    } finally {
      this.othersAtWork -= 1;
      if (this.othersAtWork === 0) {
        for (const waiting of this.held.splice(0)) this.post(waiting);
        this.tellIdle();
      }
    }
  }

  async close(): Promise<void> {
    while (this.inHand.length + this.othersAtWork > 0) await this.idle();
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise(resolve => worker.once('exit', resolve));
    this.worker = undefined;
    worker.ref();
    worker.postMessage('close' satisfies ToWriter);
    await ended;
  }

  private post(waiting: Waiting): void {
    this.worker ??= this.start();
    // It keeps the process alive only while somebody waits.
    if (this.inHand.length === 0) this.worker.ref();
    this.inHand.push(waiting);
    this.worker.postMessage(waiting.call satisfies ToWriter);
  }

  private start(): Worker {
    const worker = this.startThread();
    let cause: unknown;
    worker.on('message', (message: FromWriter) => this.take(message));
    worker.on('error', error => {
      cause = error;
    });
    worker.once('exit', code => {
      if (this.worker !== worker) return;
      this.logger.error({ err: cause, code }, 'the thread that writes to the database ended');
      this.worker = undefined;
      const message = 'The database was interrupted. It is not known what was written.';
      for (const waiting of this.inHand.splice(0)) {
        waiting.reject(new ParleyError('unavailable', message, {}, cause));
      }
      this.tellIdle();
    });
    return worker;
  }

  private take(message: FromWriter): void {
    if (!Array.isArray(message)) {
      this.logger.warn(message, 'checkpoint failed; it is tried again');
      return;
    }
    const answered = this.inHand.splice(0, message.length);
    for (const [index, waiting] of answered.entries()) {
      const outcome = message[index];
      if (outcome && 'value' in outcome) waiting.resolve(outcome.value);
      else waiting.reject(Object.assign(new Error(), outcome?.error));
    }
    if (this.inHand.length === 0) this.worker?.unref();
    this.tellIdle();
  }

  private idle(): Promise<void> {
    return new Promise(resolve => this.whenIdle.push(resolve));
  }

  private tellIdle(): void {
    if (this.inHand.length > 0) return;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }
}

/** @param file a database that is migrated */
export function startWriterThread(file: string): Worker {
  // Source runs as it is, and built code as it is.
  const extension = extname(import.meta.filename);
  return new Worker(join(import.meta.dirname, `writer-thread${extension}`), {
    workerData: file,
    ...(extension === '.ts' && { execArgv: ['--conditions=@parley/source'] }),
  });
}
