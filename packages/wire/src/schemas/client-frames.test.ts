import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import type { z } from 'zod';
import type { MessageBody } from '../events.ts';
import type {
  ActivityFrame,
  ClientFrame,
  CompareFrame,
  HelloFrame,
  HistoryFrame,
  MarkFrame,
  PingFrame,
  PositionsFrame,
  SendFrame,
  WatchFrame,
} from '../frames.ts';
import { check } from './check.ts';
import { type ClientFrameSchemas, clientFrameSchemas } from './client-frames.ts';
import type { messageBodySchema } from './parts.ts';

/** `true` only when both types are the same, optional fields included. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Flattens intersections, so that only the shape counts. */
type Shape<T> = { [K in keyof T]: T[K] };
type Frame<Op extends keyof ClientFrameSchemas> = Shape<z.infer<ClientFrameSchemas[Op]>>;

// The compiler is the test: a schema that drifts from its frame makes one of these `false`.
const same: {
  hello: Same<Frame<'hello'>, Shape<HelloFrame>>;
  compare: Same<Frame<'compare'>, Shape<CompareFrame>>;
  send: Same<Frame<'send'>, Shape<SendFrame>>;
  ack: Same<Frame<'ack'>, Shape<MarkFrame>>;
  read: Same<Frame<'read'>, Shape<MarkFrame>>;
  history: Same<Frame<'history'>, Shape<HistoryFrame>>;
  positions: Same<Frame<'positions'>, Shape<PositionsFrame>>;
  watch: Same<Frame<'watch'>, Shape<WatchFrame>>;
  activity: Same<Frame<'activity'>, Shape<ActivityFrame>>;
  ping: Same<Frame<'ping'>, Shape<PingFrame>>;
  ops: Same<keyof ClientFrameSchemas, ClientFrame['op']>;
  body: Same<z.infer<ReturnType<typeof messageBodySchema>>, MessageBody>;
} = {
  hello: true,
  compare: true,
  send: true,
  ack: true,
  read: true,
  history: true,
  positions: true,
  watch: true,
  activity: true,
  ping: true,
  ops: true,
  body: true,
};

const schemas = clientFrameSchemas();
const hello = { op: 'hello', id: 1, protocol: 1, token: 't', deviceId: 'd-1', heads: [] };
const send = {
  op: 'send',
  id: 2,
  conversationId: '1',
  clientId: 'c-1',
  body: { kind: 'text', text: 'hi' },
};
const history = { op: 'history', id: 3, conversationId: '1', limit: 50 };
const positions = { op: 'positions', id: 4, conversationIds: ['1', '2'] };
const fiftyOne = Array.from({ length: 51 }, () => '1');

function refusedField(schema: z.ZodType, frame: unknown): string | undefined {
  try {
    check(schema, frame, 'frame');
  } catch (error) {
    if (error instanceof ParleyError) return error.details.field;
    throw error;
  }
  throw new Error('expected the frame to be refused');
}

describe('client frames', () => {
  test('the types of the schemas are the types of the frames', () => {
    expect(Object.values(same)).not.toContain(false);
  });

  test('good frames come back unchanged', () => {
    const head = { conversationId: '12', seq: 0, epoch: 3, readSeq: 0 };
    expect(check(schemas.hello, { ...hello, heads: [head] })).toEqual({ ...hello, heads: [head] });
    expect(check(schemas.send, send)).toEqual(send);
    expect(check(schemas.history, { ...history, afterSeq: 0 })).toEqual({
      ...history,
      afterSeq: 0,
    });
    const ack = { op: 'ack', conversationId: '1', seq: 7 };
    expect(check(schemas.ack, ack)).toEqual(ack);
    const mentions = { ...send, body: { ...send.body, mentions: ['7', '8'] } };
    expect(check(schemas.send, mentions)).toEqual(mentions);
    expect(check(schemas.positions, positions)).toEqual(positions);
    expect(check(schemas.ping, { op: 'ping', id: 9 })).toEqual({ op: 'ping', id: 9 });
  });

  test.each<[keyof ClientFrameSchemas, unknown, string]>([
    ['hello', { ...hello, token: '' }, 'token'],
    ['hello', { ...hello, deviceId: 'x'.repeat(65) }, 'deviceId'],
    ['hello', { ...hello, heads: [{ conversationId: 'x', seq: 1 }] }, 'heads[0].conversationId'],
    ['hello', { ...hello, heads: [{ conversationId: '1', seq: -1 }] }, 'heads[0].seq'],
    ['send', { ...send, id: 'two' }, 'id'],
    ['send', { ...send, conversationId: 1 }, 'conversationId'],
    ['send', { ...send, clientId: '' }, 'clientId'],
    ['send', { ...send, clientId: 'two words' }, 'clientId'],
    ['send', { ...send, body: { kind: 'picture' } }, 'body.kind'],
    ['send', { ...send, body: { kind: 'text', text: 'x'.repeat(8001) } }, 'body.text'],
    ['send', { ...send, body: { kind: 'text', text: 'x', mentions: ['x'] } }, 'body.mentions[0]'],
    ['send', { ...send, body: { kind: 'text', text: 'x', mentions: fiftyOne } }, 'body.mentions'],
    ['positions', { ...positions, conversationIds: [] }, 'conversationIds'],
    ['positions', { ...positions, conversationIds: fiftyOne }, 'conversationIds'],
    ['history', { ...history }, 'frame'],
    ['history', { ...history, afterSeq: 1, beforeSeq: 2 }, 'frame'],
    ['history', { ...history, afterSeq: 1, limit: 201 }, 'limit'],
    ['history', { ...history, afterSeq: 2 ** 53 }, 'afterSeq'],
    ['ack', { op: 'ack', conversationId: '1', seq: 0.5 }, 'seq'],
    ['watch', { op: 'watch', id: 1, userIds: ['x'] }, 'userIds[0]'],
    ['watch', { op: 'watch', id: 1, userIds: Array(501).fill('1') }, 'userIds'],
    ['activity', { op: 'activity' }, 'away'],
    ['ping', { op: 'ping' }, 'id'],
    ['ping', null, 'frame'],
  ])('%s: %j is refused at %s', (op, frame, field) => {
    expect(refusedField(schemas[op], frame)).toBe(field);
  });
});
