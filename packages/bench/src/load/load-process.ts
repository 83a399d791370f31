import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import type { LoadAnswer, LoadCommand, LoadReplies, LoadRequest, LoadSetup } from './protocol.ts';

type Window = 'begins' | 'ends';

/**
 * A process of its own that plays clients: what it costs to send and to receive is then not measured
 * as the server's, and one that is too busy can be told.
 */
export class LoadProcess {
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: LoadAnswer) => void>();
  private onWindow: (at: Window) => void = () => {};
  private lastId = 0;
  /** Why it can do nothing more. */
  private end: string | undefined;

  constructor() {
    // Source runs as it is, and built code as it is.
    const extension = extname(import.meta.filename);
    this.child = fork(join(import.meta.dirname, `load-worker${extension}`), [], {
      // Without helpers for garbage collection: it then uses one core at most, and the rest is the server's.
      execArgv: [
        '--single-threaded-gc',
        ...(extension === '.ts' ? ['--conditions=@parley/source'] : []),
      ],
    });
    this.pid = this.child.pid ?? -1;
    this.child.on('message', (answer: LoadAnswer) => {
      if ('window' in answer) this.onWindow(answer.window);
      else this.waiting.get(answer.id)?.(answer);
    });
    this.child.once('exit', (code, signal) => this.onEnd(`ended with ${signal ?? `code ${code}`}`));
    this.child.on('error', error => this.onEnd(error.message));
  }

  setup(setup: LoadSetup): Promise<undefined> {
    return this.ask({ do: 'setup', setup });
  }

  /**
   * @param onWindow told when the measured time of a run begins and ends
   * @throws Error when the load process could not do it, or died.
   */
  async ask<K extends LoadCommand['do']>(
    command: Extract<LoadCommand, { do: K }>,
    onWindow: (at: Window) => void = () => {},
  ): Promise<LoadReplies[K]> {
    this.onWindow = onWindow;
    this.lastId += 1;
    const id = this.lastId;
    const answer = await new Promise<LoadAnswer>(resolve => {
      this.waiting.set(id, resolve);
      if (this.end === undefined) this.child.send({ id, command } satisfies LoadRequest);
      else resolve({ id, error: this.end });
    });
    this.waiting.delete(id);
    if ('error' in answer) throw new Error(answer.error);
    // The worker answers each command with what `LoadReplies` says.
    return ('result' in answer ? answer.result : undefined) as LoadReplies[K];
  }

  /** Ends it at once: what was asked of it fails. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = new Promise(resolve => this.child.once('exit', resolve));
    if (this.child.connected) this.child.disconnect();
    await exited;
  }

  private onEnd(how: string): void {
    this.end ??= `the load process ${how}`;
    for (const [id, settle] of this.waiting) settle({ id, error: this.end });
  }
}
