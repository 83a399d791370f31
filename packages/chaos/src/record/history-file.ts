import { closeSync, createWriteStream, openSync, readSync, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { decodeHistory, type Fact, type HistoryEntry } from '@parley/checker';
import { shortenContent } from './shorten-content.ts';

const CHUNK_CHARACTERS = 256 * 1024;
const READ_BYTES = 1024 * 1024;

/** A history that lies in a file of JSON lines, so that a long run needs no memory for it. */
export class HistoryFile {
  readonly path: string;
  size = 0;
  private waiting: string[] = [];
  private waitingCharacters = 0;
  private readonly file: WriteStream;

  constructor(path: string) {
    this.path = path;
    this.file = createWriteStream(path);
  }

  add(fact: Fact): void {
    this.size++;
    const line = JSON.stringify({ ...shortenContent(fact), order: this.size, atMs: Date.now() });
    this.waiting.push(line);
    this.waitingCharacters += line.length;
    if (this.waitingCharacters > CHUNK_CHARACTERS) this.flush();
  }

  /** Nothing is added afterwards. */
  async close(): Promise<void> {
    this.flush();
    this.file.end();
    await finished(this.file);
  }

  /** What was added, after `close`. */
  entries(): Generator<HistoryEntry> {
    return decodeHistory(linesOf(this.path));
  }

  private flush(): void {
    if (this.waiting.length > 0) this.file.write(`${this.waiting.join('\n')}\n`);
    this.waiting = [];
    this.waitingCharacters = 0;
  }
}

function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(READ_BYTES);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}
