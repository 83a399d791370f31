import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { FrameWriter, type FrameWriterOptions } from './frame-writer.ts';
import { TARGET_FRAME_BYTES } from './limits.ts';

interface Item {
  n: number;
  bytes?: number;
}

/** A stream that takes `room` frames before it asks to wait. */
function setup(
  room = Infinity,
  options: Partial<FrameWriterOptions<Item, number[]>> = {},
  held = false,
) {
  const frames: number[][] = [];
  const sink = { room, drain: () => {} };
  const writer = new FrameWriter<Item, number[]>(
    {
      write: frame => {
        frames.push(frame);
        return --sink.room > 0;
      },
      on: (_event, listener) => {
        sink.drain = listener;
      },
    },
    {
      maxItemsPerFrame: 256,
      toFrame: items => items.map(({ n }) => n),
      bytesOf: ({ bytes = 1 }) => bytes,
      ...options,
    },
    held,
  );
  const add = (from: number, to: number) => {
    for (let n = from; n <= to; n++) writer.add({ n });
  };
  const drain = (more = Infinity) => {
    sink.room = more;
    sink.drain();
  };
  return { frames, writer, add, drain };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('FrameWriter', () => {
  it('puts the items of one turn into one frame', async () => {
    const { frames, add } = setup();
    add(1, 100);
    expect(frames).toEqual([]);
    await nextTurn();
    expect(frames).toEqual([range(1, 100)]);
    add(101, 101);
    await nextTurn();
    expect(frames[1]).toEqual([101]);
  });

  it('closes a frame that is full', async () => {
    const { frames, add } = setup();
    add(1, 600);
    await nextTurn();
    expect(frames).toEqual([range(1, 256), range(257, 512), range(513, 600)]);
  });

  it('closes a frame at its target size; a larger item goes alone', async () => {
    const { frames, writer } = setup();
    const half = TARGET_FRAME_BYTES / 2;
    for (const [n, bytes] of [half, half, half, 3 * half, 1].entries()) writer.add({ n, bytes });
    await nextTurn();
    expect(frames).toEqual([[0, 1], [2], [3], [4]]);
  });

  it('waits while the stream is full, and keeps the order', async () => {
    const blocked: boolean[] = [];
    let written = 0;
    const { frames, add, drain } = setup(1, {
      onBlocked: is => blocked.push(is),
      onWritten: items => {
        written += items;
      },
    });
    add(1, 300);
    await nextTurn();
    add(301, 310);
    await nextTurn();
    expect(frames).toEqual([range(1, 256)]);
    expect(written).toBe(256);
    drain(1);
    expect(frames).toEqual([range(1, 256), range(257, 310)]);
    expect(blocked).toEqual([true, true]);
    drain();
    expect(blocked).toEqual([true, true, false]);
    expect(written).toBe(310);
    add(311, 311);
    await nextTurn();
    expect(frames.at(-1)).toEqual([311]);
  });

  it('holds everything until it is released', async () => {
    const { frames, writer, add } = setup(Infinity, {}, true);
    add(1, 3);
    await nextTurn();
    expect(frames).toEqual([]);
    writer.release();
    expect(frames).toEqual([[1, 2, 3]]);
  });

  it('gives back what was not sent', async () => {
    const { frames, writer, add, drain } = setup(1);
    add(1, 256);
    add(257, 300);
    await nextTurn();
    add(301, 310);
    expect(writer.takeBack(({ n }) => n % 2 === 0).map(({ n }) => n)).toEqual(
      range(257, 310).filter(n => n % 2 === 0),
    );
    drain();
    expect(frames).toEqual([range(1, 256), range(257, 310).filter(n => n % 2 === 1)]);
  });

  it('goes on after a give-back while nothing is blocked', async () => {
    const { frames, writer, add } = setup();
    add(1, 4);
    expect(writer.takeBack(({ n }) => n === 2)).toEqual([{ n: 2 }]);
    await nextTurn();
    expect(frames).toEqual([[1, 3, 4]]);
  });
});
