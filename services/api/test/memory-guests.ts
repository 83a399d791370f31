import type {
  GuestPullCall,
  GuestPullReply__Output,
  GuestSendCall,
  SendReply__Output,
} from '@parley/contracts';

interface Message {
  sender: string;
  text: string;
  sentAtUs: number;
}

/** Chats of guests, kept in memory. A message is a µs after the one before it unless `nowUs` has moved. */
export class MemoryGuests {
  nowUs = 1_790_000_000_000_000;
  private readonly chats = new Map<string, Message[]>();

  send({ sender = '', receiver = '', text = '' }: GuestSendCall): SendReply__Output {
    const messages = this.chatOf(sender, receiver);
    this.nowUs += 1;
    messages.push({ sender, text, sentAtUs: this.nowUs });
    return { conversationId: '7', seq: messages.length, messageId: '9', createdAtMs: 1 };
  }

  pull(call: GuestPullCall): GuestPullReply__Output {
    const { one = '', other = '', cursorUs = 0, limit = 0, reverse = false } = call;
    const messages = this.chatOf(one, other);
    const cursor = Number(cursorUs);
    const from = reverse
      ? messages.filter(({ sentAtUs }) => cursor === 0 || sentAtUs <= cursor).reverse()
      : messages.filter(({ sentAtUs }) => sentAtUs >= cursor);
    const next = from[limit];
    return {
      messages: from.slice(0, limit),
      hasMore: next !== undefined,
      nextCursorUs: next?.sentAtUs ?? 0,
    };
  }

  private chatOf(one: string, other: string): Message[] {
    const key = [one, other].sort().join(':');
    const messages = this.chats.get(key) ?? [];
    this.chats.set(key, messages);
    return messages;
  }
}
