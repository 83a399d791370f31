import { type HelloFrame, PROTOCOL_VERSION, type ServerFrame } from '@parley/wire';
import type { Driver } from './driver.ts';
import { parleyHttp } from './parley.ts';

const PAGE = 200;

/** What a client remembers between two connections, and what it still wants on this one. */
interface Memory {
  /** By conversation: the highest seq up to which it has everything. */
  known: Map<string, number>;
  wanted: Map<string, number>;
}

/**
 * Clients that remember: each comes back with the heads of what it has, and counts as connected only
 * when it has loaded all that was said meanwhile. What it meets for the first time it takes as loaded.
 */
export function parleyResume(): Driver {
  const memories = new Map<string, Memory>();
  const memoryOf = (deviceId: string): Memory => {
    let memory = memories.get(deviceId);
    if (memory === undefined) {
      memory = { known: new Map(), wanted: new Map() };
      memories.set(deviceId, memory);
    }
    return memory;
  };
  return {
    ...parleyHttp,
    name: 'parley, resuming',
    opening: ({ token, deviceId }) => {
      const { known, wanted } = memoryOf(deviceId);
      wanted.clear();
      const heads = [...known].map(([conversationId, seq]) => ({ conversationId, seq }));
      const hello: HelloFrame = {
        op: 'hello',
        id: 1,
        protocol: PROTOCOL_VERSION,
        token,
        deviceId,
        heads,
      };
      return [JSON.stringify(hello)];
    },
    greet: (text, { deviceId }) => {
      const memory = memoryOf(deviceId);
      const frame = JSON.parse(text) as ServerFrame;
      if (frame.op === 'error') throw new Error(`${frame.error.code}: ${frame.error.message}`);
      const say = frame.op === 'welcome' || frame.op === 'page' ? take(memory, frame) : [];
      // Pushes may come before the last page; they are not needed to be ready.
      return { say, ready: memory.wanted.size === 0 && frame.op !== 'events' };
    },
  };
}

type Loading = Extract<ServerFrame, { op: 'welcome' | 'page' }>;

/** Takes what the server told; the requests for what is still missing. */
function take({ known, wanted }: Memory, frame: Loading): string[] {
  if (frame.op === 'page') {
    const { conversationId, events } = frame;
    let seq = known.get(conversationId) ?? 0;
    for (const event of events) {
      if (event.seq !== seq + 1) throw new Error(`a page skips from ${seq} to ${event.seq}`);
      seq = event.seq;
    }
    known.set(conversationId, seq);
    if (seq >= (wanted.get(conversationId) ?? 0)) wanted.delete(conversationId);
    else if (events.length === 0) throw new Error(`an empty page after ${seq}`);
    return wanted.has(conversationId) ? [history(conversationId, seq)] : [];
  }
  const say: string[] = [];
  for (const { conversationId, lastSeq } of frame.heads) {
    const seq = known.get(conversationId);
    if (seq === undefined) {
      known.set(conversationId, lastSeq);
    } else if (lastSeq > seq) {
      wanted.set(conversationId, lastSeq);
      say.push(history(conversationId, seq));
    }
  }
  return say;
}

function history(conversationId: string, afterSeq: number): string {
  return JSON.stringify({ op: 'history', id: 2, conversationId, afterSeq, limit: PAGE });
}
