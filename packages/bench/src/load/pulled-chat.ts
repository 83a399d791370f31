import { findMarker, markerNumber } from './marker.ts';

/** Messages of one page. */
const LIMIT = 100;

interface PulledMessage {
  chat: string;
  text: string;
  sender: string;
  /** µs. */
  send_time: number;
}

/** Of what is left out there is none. */
interface Page {
  messages?: PulledMessage[];
  has_more?: boolean;
  next_cursor?: number;
}

/** Who writes a message of this number. */
type SenderOf = (number: number) => string;

/** A chat of the two endpoints as one of its users has it who asks for it page by page, and never for the same one twice. */
export class PulledChat {
  /** The numbers of all messages, as they came. */
  readonly numbers: number[] = [];
  private readonly url: URL;
  private readonly senderOf: SenderOf;
  private readonly last = new Map<string, number>();
  private lastTime = 0;
  private cursor = 0;

  constructor(url: URL, chat: string, senderOf: SenderOf) {
    this.url = new URL('/api/pull', url);
    this.url.searchParams.set('chat', chat);
    this.url.searchParams.set('limit', `${LIMIT}`);
    this.senderOf = senderOf;
  }

  /**
   * Asks for the next page. False when there is no more for now.
   * @throws Error when it does not come, or holds what it should not: the message of another chat, or one
   *   that came before, or before one that its sender wrote earlier.
   */
  async pull(): Promise<boolean> {
    this.url.searchParams.set('cursor', `${this.cursor}`);
    const answer = await fetch(this.url);
    if (!answer.ok) throw new Error(`a pull was answered ${answer.status}: ${await answer.text()}`);
    const { messages = [], has_more, next_cursor } = (await answer.json()) as Page;
    for (const message of messages) this.take(message);
    if (has_more !== true) {
      // A cursor names the first message that is wanted.
      this.cursor = this.lastTime + 1;
      return false;
    }
    if (!(next_cursor !== undefined && next_cursor > this.lastTime)) {
      throw this.wrong(`a page up to ${this.lastTime} is followed by one from ${next_cursor}`);
    }
    this.cursor = next_cursor;
    return true;
  }

  private take({ chat, text, sender, send_time }: PulledMessage): void {
    const bytes = Buffer.from(text);
    const marker = findMarker(bytes, 0, bytes.length);
    const number = marker === -1 ? Number.NaN : markerNumber(bytes, marker);
    const expected = [this.url.searchParams.get('chat'), this.senderOf(number)];
    if (chat !== expected[0] || sender !== expected[1]) {
      throw this.wrong(
        `message ${number} of ${expected.join(', ')} came as one of ${chat}, ${sender}`,
      );
    }
    const before = this.last.get(sender) ?? -1;
    if (number <= before) throw this.wrong(`message ${number} came after ${before}`);
    if (send_time <= this.lastTime) {
      throw this.wrong(`message ${number} of ${send_time} came after one of ${this.lastTime}`);
    }
    this.last.set(sender, number);
    this.lastTime = send_time;
    this.numbers.push(number);
  }

  private wrong(what: string): Error {
    return new Error(`chat ${this.url.searchParams.get('chat')}: ${what}`);
  }
}
