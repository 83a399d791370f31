import { invalid } from '@parley/core';
import { EntryFields } from './entry-fields.ts';
import type { Fact, HistoryEntry, LoggedEvent } from './history.ts';

/** One line of JSON for each entry, without line ends. */
export function* encodeHistory(entries: Iterable<HistoryEntry>): Generator<string> {
  for (const entry of entries) yield JSON.stringify(entry);
}

/**
 * The entries of JSON lines; empty lines are passed over. `order` has to rise.
 * @throws ParleyError `invalid_request` with the line and field, while it is iterated.
 */
export function* decodeHistory(lines: Iterable<string>): Generator<HistoryEntry> {
  let number = 0;
  let last = 0;
  for (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const fields = new EntryFields(parse(line, number), `line ${number}`);
    const order = fields.count('order', 1);
    if (order <= last) throw fields.wrong('order', `more than ${last}, the one before`);
    last = order;
    yield { ...readFact(fields), order, atMs: fields.count('atMs') };
  }
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw invalid(`line ${number}`, line, 'JSON');
  }
}

function readFact(from: EntryFields): Fact {
  const kind = from.text('kind');
  const conversationId = from.text('conversationId');
  switch (kind) {
    case 'joined': {
      const visibleFromSeq = from.count('visibleFromSeq', 1);
      const userId = from.text('userId');
      return { kind, conversationId, userId, seq: from.count('seq', 1), visibleFromSeq };
    }
    case 'left':
      return { kind, conversationId, userId: from.text('userId'), seq: from.count('seq', 1) };
    case 'send': {
      const clientId = from.text('clientId');
      return { kind, ...onDevice(from), clientId, content: from.text('content') };
    }
    case 'acknowledged': {
      const [clientId, messageId] = [from.text('clientId'), from.text('messageId')];
      return { kind, ...onDevice(from), clientId, seq: from.count('seq', 1), messageId };
    }
    case 'refused': {
      const clientId = from.text('clientId');
      return { kind, ...onDevice(from), clientId, code: from.text('code') };
    }
    case 'seen':
      return { kind, ...onDevice(from), event: readEvent(from.object('event')) };
    case 'read':
      return { kind, ...onDevice(from), seq: from.count('seq') };
    case 'final':
      return { kind, ...onDevice(from), events: from.list('events', readEvent) };
    case 'stored':
      return { kind, conversationId, events: from.list('events', readEvent) };
    default:
      throw from.wrong('kind', 'a kind of entry, as "seen" or "acknowledged"');
  }
}

function onDevice(from: EntryFields) {
  return {
    deviceId: from.text('deviceId'),
    userId: from.text('userId'),
    conversationId: from.text('conversationId'),
  };
}

function readEvent(from: EntryFields): LoggedEvent {
  return {
    seq: from.count('seq', 1),
    messageId: from.text('messageId'),
    senderId: from.text('senderId'),
    clientId: from.textOrNull('clientId'),
    content: from.text('content'),
  };
}
