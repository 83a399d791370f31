import { describe, expect, test } from '@jest/globals';
import { Emitter, ParleyError } from '@parley/core';
import type { LogEvent, MessageBody, MessageEvent, SentView } from '@parley/wire';
import { checkHistory } from '../check-history.ts';
import { History } from '../history.ts';
import { type RecordableClient, recordClient, recordLog } from './index.ts';

const ids = { deviceId: 'phone', userId: '7' };

function message(seq: number, clientId = `c${seq}`): MessageEvent {
  const body: MessageBody = { kind: 'text', text: `text ${seq}` };
  const base = { conversationId: '9', seq, messageId: `m${seq}`, senderId: '7', createdAtMs: 1 };
  return { ...base, type: 'message', clientId, body };
}

/** A device that shows what it is given, one page of two at a time. */
class Device implements RecordableClient {
  readonly shown = new Emitter<LogEvent>();
  readonly changed = new Emitter<void>();
  readonly log: LogEvent[] = [];
  readonly sentIds: string[] = [];
  readSeq = 0;
  readonly positions = new Map<string, { readSeq: number }>();
  refusal: ParleyError | null = null;
  openTimelines = 0;
  readonly onEvent = this.shown.subscribe;

  get conversations() {
    const receipts = { positions: this.positions };
    const items = [{ conversationId: '9', readSeq: this.readSeq, receipts }];
    return { items, onChange: this.changed.subscribe };
  }

  async send(
    conversationId: string,
    _body: MessageBody,
    { clientId }: { clientId: string },
  ): Promise<SentView> {
    this.sentIds.push(clientId);
    if (this.refusal !== null) throw this.refusal;
    const seq = this.log.length + 1;
    return { conversationId, seq, messageId: `m${seq}`, createdAtMs: 1 };
  }

  open() {
    const { log } = this;
    let from = Math.max(0, log.length - 2);
    this.openTimelines++;
    return {
      ready: Promise.resolve(),
      get events() {
        return log.slice(from);
      },
      get hasOlder() {
        return from > 0;
      },
      loadOlder: async () => {
        from = Math.max(0, from - 2);
      },
      close: () => void this.openTimelines--,
    };
  }

  show(...events: LogEvent[]): void {
    this.log.push(...events);
    for (const event of events) this.shown.emit(event);
  }

  read(seq: number): void {
    this.readSeq = seq;
    this.changed.emit();
  }
}

function setUp() {
  const history = new History();
  const device = new Device();
  const recorder = recordClient(device, history, ids);
  const facts = () => [...history].map(({ order: _order, atMs: _atMs, ...fact }) => fact);
  return { history, device, recorder, facts };
}

describe('recordClient', () => {
  test('notes what is shown and read, until it is stopped', () => {
    const { device, recorder, facts } = setUp();
    device.show(message(1));
    device.read(1);
    device.read(1);
    recorder.stop();
    device.show(message(2));
    device.read(2);
    const at = { ...ids, conversationId: '9' };
    const content = 'message {"kind":"text","text":"text 1"}';
    expect(facts()).toEqual([
      { kind: 'read', ...at, seq: 0 },
      {
        kind: 'seen',
        ...at,
        event: { seq: 1, messageId: 'm1', senderId: '7', clientId: 'c1', content },
      },
      { kind: 'read', ...at, seq: 1 },
    ]);
  });

  test('notes how far others are said to be, and one of them that goes back is found', () => {
    const { device, history, facts } = setUp();
    for (const readSeq of [3, 3, 5]) {
      device.positions.set('8', { readSeq });
      device.changed.emit();
    }
    const at = { deviceId: 'phone', conversationId: '9' };
    expect(facts()).toEqual([
      { kind: 'read', ...at, userId: '7', seq: 0 },
      { kind: 'read', ...at, userId: '8', seq: 3 },
      { kind: 'read', ...at, userId: '8', seq: 5 },
    ]);
    expect(checkHistory(history)).toEqual([]);
    device.positions.set('8', { readSeq: 4 });
    device.changed.emit();
    expect(checkHistory(history)).toMatchObject([{ rule: 'read-went-back', seq: 4 }]);
  });

  test('notes sends and what became of them, under the client id that went out', async () => {
    const { device, recorder, facts } = setUp();
    const body = { text: 'hi', kind: 'text' } as const;
    await recorder.send('9', body, { clientId: 'mine' });
    await recorder.send('9', body);
    device.refusal = new ParleyError('not_a_member', 'Join first.');
    await expect(recorder.send('9', body)).rejects.toBe(device.refusal);
    const [, second, third] = device.sentIds;
    const at = { ...ids, conversationId: '9' };
    const content = 'message {"kind":"text","text":"hi"}';
    expect(facts().slice(1)).toEqual([
      { kind: 'send', ...at, clientId: 'mine', content },
      { kind: 'acknowledged', ...at, clientId: 'mine', seq: 1, messageId: 'm1' },
      { kind: 'send', ...at, clientId: second, content },
      { kind: 'acknowledged', ...at, clientId: second, seq: 1, messageId: 'm1' },
      { kind: 'send', ...at, clientId: third, content },
      { kind: 'refused', ...at, clientId: third, code: 'not_a_member' },
    ]);
    expect(second).not.toBe(third);
  });

  test('notes the whole log at the end and leaves nothing open', async () => {
    const { device, recorder, facts } = setUp();
    device.show(...[1, 2, 3, 4, 5].map(seq => message(seq)));
    await recorder.recordFinal('9');
    expect(facts().at(-1)).toMatchObject({
      kind: 'final',
      events: [1, 2, 3, 4, 5].map(seq => ({ seq })),
    });
    expect(device.openTimelines).toBe(0);
  });
});

describe('recordLog', () => {
  const notice = { conversationId: '9', senderId: '7', createdAtMs: 1 };
  const log: LogEvent[] = [
    { ...notice, type: 'created', seq: 1, messageId: 'm1', body: { userIds: ['7'], title: 'Tea' } },
    message(2),
    { ...notice, type: 'members-added', seq: 3, messageId: 'm3', body: { userIds: ['8'] } },
    { ...notice, type: 'members-removed', seq: 4, messageId: 'm4', body: { userIds: ['8'] } },
    message(5),
  ];

  function leaks(kind: 'group' | 'room' | 'world') {
    const history = new History();
    const device = new Device();
    recordClient(device, history, { deviceId: 'phone', userId: '8' });
    device.show(...log);
    recordLog(history, { conversationId: '9', kind }, log);
    return checkHistory(history).map(({ rule, seq }) => `${rule} ${seq}`);
  }

  test('tells who may see what: in a group from joining on, in a room all, until leaving', () => {
    expect(leaks('group')).toEqual(['leaked 1', 'leaked 2', 'leaked 5']);
    expect(leaks('room')).toEqual(['leaked 5']);
    expect(leaks('world')).toEqual([]);
  });
});
