import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { markerText } from '../load/marker.ts';
import { FrameTemplate } from '../load/masked-frame.ts';
import { emptyReading } from '../load/shared-text.ts';
import { centrifugo } from './centrifugo.ts';
import type { Driver } from './driver.ts';
import { gochat } from './gochat.ts';
import { twoEndpoint } from './two-endpoint.ts';

const person = { token: 'T', deviceId: 'd', userId: '1', subscribeTo: ['c0', 'c1'] };

function read(driver: Driver, text: string) {
  const reading = emptyReading();
  driver.read(Buffer.from(text), reading);
  return reading;
}

describe('centrifugo', () => {
  test('connects and subscribes, one after the other', () => {
    expect(centrifugo.opening(person)).toEqual(['{"id":1,"connect":{"token":"T"}}']);
    expect(centrifugo.opening({ ...person, token: '' })).toEqual(['{"id":1,"connect":{}}']);
    expect(centrifugo.greet('{"id":1,"connect":{"client":"x"}}', person)).toEqual({
      say: ['{"id":2,"subscribe":{"channel":"c0"}}'],
      ready: false,
    });
    expect(centrifugo.greet('{}\n{"id":2,"subscribe":{}}\n', person).say).toEqual([
      '{"id":3,"subscribe":{"channel":"c1"}}',
    ]);
    expect(centrifugo.greet('{"id":3,"subscribe":{}}', person)).toEqual({ say: [], ready: true });
    const refusal = '{"id":2,"error":{"code":103,"message":"permission denied"}}';
    expect(() => centrifugo.greet(refusal, person)).toThrow('refused with 103: permission denied');
  });

  test('several replies of one frame are each read', () => {
    const push = (number: number) =>
      `{"push":{"channel":"c0","pub":{"data":{"text":"${markerText(5_000, number)}"}}}}`;
    const lines = [push(3), '{"id":1000000042,"publish":{}}', push(4)];
    const reading = read(centrifugo, lines.join('\n'));
    expect(reading.events).toEqual([3, 3, 3, 5_000, 3, 4, 4, 4, 5_000, 4]);
    expect(reading).toMatchObject({ acks: [42], refused: 0, answer: undefined });
    expect(read(centrifugo, '{"id":7,"error":{"code":111}}').refused).toBe(1);
    expect(read(centrifugo, '{}').answer).toBeDefined();
  });

  test('a publication carries its number', () => {
    const { text } = centrifugo.send(person, 'c1', 'hi');
    expect(JSON.parse(new FrameTemplate(text, false).fill(42, 0).toString())).toEqual({
      id: 1_000_000_042,
      publish: { channel: 'c1', data: { text: 'hi' } },
    });
  });
});

describe('gochat', () => {
  test('a token and a room open it, and messages of the room are read', () => {
    const [hello = ''] = gochat.opening({ ...person, subscribeTo: ['1'] });
    expect(JSON.parse(hello)).toEqual({ authToken: 'T', roomId: 1 });
    const message = JSON.stringify({ code: 0, msg: markerText(5_000, 9), op: 3, roomId: 1 });
    expect(read(gochat, message).events).toEqual([9, 9, 9, 5_000, 9]);
    expect(read(gochat, '{"count":2,"op":4}')).toEqual(emptyReading());
  });

  test('messages are posted, and the body says whether it worked', () => {
    const { via, text } = gochat.send(person, '1', 'hi');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(via).toBe('http');
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    expect(JSON.parse(body)).toEqual({ op: 3, roomId: 1, authToken: 'T', msg: 'hi' });
    expect(gochat.accepts?.(Buffer.from('{"code":0,"data":"","message":"ok"}'))).toBe(true);
    expect(gochat.accepts?.(Buffer.from('{"code":1,"data":null,"message":"no"}'))).toBe(false);
  });

  test('everybody registers first', async () => {
    const names: unknown[] = [];
    const api = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += String(chunk);
      });
      request.on('end', () => {
        names.push([request.url, JSON.parse(body)]);
        const data = names.length > 2 ? null : `token${names.length}`;
        response.end(JSON.stringify({ code: data ? 0 : 1, data, message: 'taken' }));
      });
    });
    await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
      const plan = { people: 2, conversations: [{ kind: 'room' as const, members: [0, 1] }] };
      const world = await gochat.enter?.(plan, url);
      expect(world?.conversations).toEqual(['1']);
      expect(world?.people).toMatchObject([
        { token: 'token1', subscribeTo: ['1'] },
        { token: 'token2', subscribeTo: ['1'] },
      ]);
      expect(names).toMatchObject([
        ['/user/register', { passWord: expect.stringMatching(/.{8}/) }],
        ['/user/register', {}],
      ]);
      await expect(gochat.enter?.(plan, url)).rejects.toThrow('taken');
    } finally {
      await new Promise(resolve => api.close(resolve));
      api.closeAllConnections();
    }
  });
});

test('the chat of two endpoints is posted to, under a name', () => {
  const { via, text } = twoEndpoint.send(person, '1:2', 'hi');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(via).toBe('http');
  expect(head).toMatch(/^POST \/api\/send HTTP\/1\.1\r\n/);
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
  expect(JSON.parse(body)).toEqual({ chat: '1:2', text: 'hi', sender: '1' });
});
