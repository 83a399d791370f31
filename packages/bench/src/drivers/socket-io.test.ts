import { expect, test } from '@jest/globals';
import { markerText } from '../load/marker.ts';
import { FrameTemplate } from '../load/masked-frame.ts';
import { emptyReading } from '../load/shared-text.ts';
import { socketIo } from './socket-io.ts';

const person = { token: '', deviceId: 'd', userId: '1', subscribeTo: ['c0', 'c1'] };

function read(text: string) {
  const reading = emptyReading();
  socketIo.read(Buffer.from(text), reading);
  return reading;
}

test('the handshake opens, connects, joins and is ready when all has been answered', () => {
  const steps = ['0{"sid":"x"}', '40{"sid":"y"}', '437[]'].map(text =>
    socketIo.greet(text, person),
  );
  expect(steps).toEqual([
    { say: ['40'], ready: false },
    { say: ['427["join",["c0","c1"]]'], ready: false },
    { say: [], ready: true },
  ]);
  expect(() => socketIo.greet('44{"message":"no"}', person)).toThrow('refused: {"message":"no"}');
});

test('messages, acknowledgements and heartbeats are told apart', () => {
  expect(read(`42["message","${markerText(5_000, 3)}"]`).events).toEqual([3, 3, 3, 5_000, 3]);
  expect(read('431000000042[]').acks).toEqual([42]);
  expect(read('2').answer).toBeDefined();
  expect(read('41')).toEqual(emptyReading());
});

test('what is sent asks for an acknowledgement of its number', () => {
  const { text } = socketIo.send(person, 'c1', 'hi');
  expect(new FrameTemplate(text, false).fill(42, 0).toString()).toBe(
    '421000000042["send","c1","hi"]',
  );
});
