import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { startCheckpointer } from './checkpointer.ts';
import { openForWriting } from './connection.ts';
import { prepareStatements } from './statements.ts';
import { createWriter, type Outcome, type WriteCall } from './writer.ts';

/** What the thread is told. */
export type ToWriter = WriteCall | 'close';
/** What it tells: the outcomes of the next calls in their order, or that something of its own failed. */
export type FromWriter = Outcome[] | { warning: string };

/** The calls of one transaction at the most; a caller that would put more in one splits it itself. */
const MAX_CALLS = 64;

/** The thread that writes, with a connection of its own. */
function serve(port: NonNullable<typeof parentPort>, file: string): void {
  const handle = openForWriting(file);
  const write = createWriter(handle, prepareStatements(handle));
  const tell = (message: FromWriter) => port.postMessage(message);
  const stopCheckpointer = startCheckpointer(handle, warning => tell({ warning }));

  port.on('message', (first: ToWriter) => {
    const calls: WriteCall[] = [];
    let next: ToWriter | undefined = first;
    // All that came while the transaction before ran goes into the next one.
    while (next !== undefined && next !== 'close') {
      calls.push(next);
      next = calls.length < MAX_CALLS ? receiveMessageOnPort(port)?.message : undefined;
    }
    if (calls.length > 0) tell(write(calls).map(toPlain));
    if (next === 'close') {
      stopCheckpointer();
      handle.close();
      port.close();
    }
  });
}

/** An error loses its own fields on the way to another thread. */
function toPlain(outcome: Outcome): Outcome {
  if (!('error' in outcome) || !(outcome.error instanceof Error)) return outcome;
  const { message, stack } = outcome.error;
  return { error: Object.assign({ message, stack }, outcome.error) };
}

if (parentPort) serve(parentPort, workerData as string);
