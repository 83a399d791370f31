import type { Fact, LoggedEvent } from '../history.ts';

/** What may happen; indices are taken modulo what there is. */
export type Action =
  | { do: 'send'; device: number; conversation: number; answers: number }
  | { do: 'join' | 'leave'; user: number; conversation: number }
  | { do: 'read' | 'cut' | 'connect'; device: number; conversation: number };

interface Conversation {
  conversationId: string;
  kind: 'room' | 'group' | 'open';
  log: LoggedEvent[];
  /** By user: when they came, and from where on they see. */
  members: Map<string, { joinedSeq: number; visibleFromSeq: number }>;
}

interface Device {
  deviceId: string;
  userId: string;
  online: boolean;
  /** By conversation: up to where everything was shown, and in which stay. */
  heads: Map<string, { seq: number; joinedSeq: number }>;
}

const USERS = ['ann', 'bob', 'cid'];
const DEVICES = ['phone', 'desk'];

/** A messenger that keeps its promises, as simply as can be, and the facts about it. */
export class World {
  readonly facts: Fact[] = [];
  private readonly conversations: Conversation[] = (['room', 'group', 'open'] as const).map(
    kind => ({
      conversationId: `the-${kind}`,
      kind,
      log: [],
      members: new Map(),
    }),
  );
  private readonly devices: Device[] = USERS.flatMap(userId =>
    DEVICES.map(name => ({
      deviceId: `${userId}-${name}`,
      userId,
      online: true,
      heads: new Map(),
    })),
  );
  private readonly readSeqs = new Map<string, number>();
  private sent = 0;

  constructor() {
    for (const conversation of this.conversations) {
      for (const userId of USERS) this.join(conversation, userId);
    }
  }

  act(action: Action): void {
    const conversation = at(this.conversations, action.conversation);
    switch (action.do) {
      case 'send':
        this.send(at(this.devices, action.device), conversation, action.answers);
        break;
      case 'join':
        this.join(conversation, at(USERS, action.user));
        break;
      case 'leave':
        this.leave(conversation, at(USERS, action.user));
        break;
      case 'read':
        this.read(at(this.devices, action.device), conversation);
        break;
      case 'cut':
        at(this.devices, action.device).online = false;
        break;
      case 'connect':
        this.connect(at(this.devices, action.device));
        break;
    }
  }

  /** Everybody comes back, and says what they have. */
  end(withStore: boolean): void {
    for (const device of this.devices) this.connect(device);
    for (const device of this.devices) {
      for (const { conversationId, log, members } of this.conversations) {
        const member = members.get(device.userId);
        if (member === undefined) continue;
        const events = log.slice(member.visibleFromSeq - 1);
        this.facts.push({ kind: 'final', ...idsOf(device), conversationId, events });
      }
    }
    if (!withStore) return;
    for (const { conversationId, log } of this.conversations) {
      this.facts.push({ kind: 'stored', conversationId, events: log });
    }
  }

  private send(device: Device, conversation: Conversation, answers: number): void {
    const { conversationId, members } = conversation;
    const clientId = `client-${++this.sent}`;
    const content = `says ${this.sent}`;
    const message = { ...idsOf(device), conversationId, clientId };
    this.facts.push({ kind: 'send', ...message, content });
    if (!members.has(device.userId)) {
      this.facts.push({ kind: 'refused', ...message, code: 'not_a_member' });
      return;
    }
    const { seq, messageId } = this.append(conversation, device.userId, clientId, content);
    // Whoever got no answer sends again, and gets the same one; or is gone.
    for (let i = 0; i < answers; i++) {
      this.facts.push({ kind: 'acknowledged', ...message, seq, messageId });
    }
  }

  private join(conversation: Conversation, userId: string): void {
    const { conversationId, kind, log, members } = conversation;
    if (members.has(userId)) return;
    const seq = log.length + 1;
    const visibleFromSeq = kind === 'group' ? seq : 1;
    members.set(userId, { joinedSeq: seq, visibleFromSeq });
    if (kind !== 'open') {
      this.facts.push({ kind: 'joined', conversationId, userId, seq, visibleFromSeq });
    }
    this.append(conversation, userId, null, `${userId} joins`);
  }

  private leave(conversation: Conversation, userId: string): void {
    const { conversationId, kind, members } = conversation;
    if (kind === 'open' || !members.has(userId)) return;
    const { seq } = this.append(conversation, userId, null, `${userId} leaves`);
    members.delete(userId);
    this.facts.push({ kind: 'left', conversationId, userId, seq });
  }

  private append(
    conversation: Conversation,
    senderId: string,
    clientId: string | null,
    content: string,
  ): LoggedEvent {
    const { log, conversationId } = conversation;
    const seq = log.length + 1;
    const event = { seq, messageId: `${conversationId}-${seq}`, senderId, clientId, content };
    log.push(event);
    for (const device of this.devices) if (device.online) this.show(device, conversation);
    return event;
  }

  private connect(device: Device): void {
    device.online = true;
    for (const conversation of this.conversations) this.show(device, conversation);
  }

  /** Delivers some of the log once more; what was shown already is not shown again. */
  private show(device: Device, { conversationId, log, members }: Conversation): void {
    const member = members.get(device.userId);
    if (member === undefined) return;
    const { joinedSeq } = member;
    const known = device.heads.get(conversationId);
    const seq = known?.joinedSeq === joinedSeq ? known.seq : joinedSeq - 1;
    const head = { seq, joinedSeq };
    for (const event of log.slice(Math.max(0, seq - 3))) {
      if (event.seq <= head.seq) continue;
      head.seq = event.seq;
      this.facts.push({ kind: 'seen', ...idsOf(device), conversationId, event });
    }
    device.heads.set(conversationId, head);
  }

  private read(device: Device, { conversationId, members }: Conversation): void {
    const head = device.heads.get(conversationId)?.seq ?? 0;
    if (!members.has(device.userId)) return;
    const key = `${conversationId} ${device.userId}`;
    const seq = Math.max(head, this.readSeqs.get(key) ?? 0);
    this.readSeqs.set(key, seq);
    this.facts.push({ kind: 'read', ...idsOf(device), conversationId, seq });
  }
}

function idsOf({ deviceId, userId }: Device) {
  return { deviceId, userId };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
