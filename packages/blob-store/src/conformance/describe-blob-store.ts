import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { BlobStore } from '../blob-store.ts';

/** One storage, empty at first. */
export interface BlobStoreHarness {
  /** A store on it, as another process would open it. The suite closes it. */
  open(): BlobStore;
  dispose(): Promise<void>;
}

/** What every adapter of `BlobStore` must do. All tests share one storage and use keys of their own. */
export function describeBlobStore(name: string, create: () => Promise<BlobStoreHarness>): void {
  describe(`blob store: ${name}`, () => {
    let harness: BlobStoreHarness;
    let store: BlobStore;
    let other: BlobStore;
    const PNG = { contentType: 'image/png', maxBytes: 10_000_000 };
    const newKey = () => randomBytes(12).toString('base64url');

    beforeAll(async () => {
      harness = await create();
      store = harness.open();
      other = harness.open();
    });
    afterAll(async () => {
      await Promise.all([store.close(), other.close()]);
      await harness.dispose();
    });

    /** A content that comes in pieces. */
    const pieces = (bytes: Buffer, size = 10_000) =>
      Readable.from(
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        ),
      );
    const read = async (key: string, range?: { startByte: number; endByte?: number }) =>
      buffer(await other.get(key, range));
    const missing = (key: string) =>
      expect(other.info(key)).rejects.toMatchObject({ code: 'not_found' });

    test('keeps content and type as they were given', async () => {
      const key = newKey();
      const bytes = randomBytes(300_001);
      const info = { sizeBytes: 300_001, contentType: 'text/plain; charset="utf-8"' };
      const { contentType } = info;
      expect(await store.put(key, pieces(bytes), { contentType, maxBytes: 300_001 })).toEqual(info);
      expect(await other.info(key)).toEqual(info);
      expect(bytes.equals(await read(key))).toBe(true);
    });

    test('keeps an empty content', async () => {
      const key = newKey();
      expect(await store.put(key, Readable.from([]), { ...PNG, maxBytes: 0 })).toMatchObject({
        sizeBytes: 0,
      });
      expect(await read(key)).toHaveLength(0);
    });

    test('counts bytes, not characters', async () => {
      const key = newKey();
      const { sizeBytes } = await store.put(key, Readable.from(['é', '👍']), PNG);
      expect(sizeBytes).toBe(6);
      expect((await read(key)).toString()).toBe('é👍');
    });

    test('reads any range', async () => {
      const key = newKey();
      await store.put(key, pieces(Buffer.from('0123456789'), 3), PNG);
      const text = async (startByte: number, endByte?: number) =>
        (
          await read(key, endByte === undefined ? { startByte } : { startByte, endByte })
        ).toString();
      expect(await text(0)).toBe('0123456789');
      expect(await text(0, 0)).toBe('0');
      expect(await text(3, 5)).toBe('345');
      expect(await text(7)).toBe('789');
      expect(await text(9, 9)).toBe('9');
      expect(await text(8, 1_000)).toBe('89');
    });

    test('refuses a range that is none', async () => {
      const key = newKey();
      await store.put(key, Readable.from(['0123456789']), PNG);
      const bad = [{ startByte: 10 }, { startByte: -1 }, { startByte: 0.5 }];
      const worse = [
        { startByte: 5, endByte: 4 },
        { startByte: 0, endByte: Number.NaN },
      ];
      for (const range of [...bad, ...worse]) {
        await expect(store.get(key, range)).rejects.toMatchObject({ code: 'invalid_request' });
      }
    });

    test('a content that is too large is given up at once and leaves nothing', async () => {
      const key = newKey();
      let taken = 0;
      const endless = Readable.from(
        (function* () {
          for (;;) {
            taken += 1;
            yield Buffer.alloc(1_000);
          }
        })(),
        { highWaterMark: 1 },
      );
      await expect(store.put(key, endless, { ...PNG, maxBytes: 9_999 })).rejects.toMatchObject({
        code: 'too_large',
        details: { expected: 'at most 9999 bytes' },
      });
      expect(taken).toBeLessThan(200);
      expect(endless.destroyed).toBe(true);
      await missing(key);
      // The key was not used up by it.
      await store.put(key, pieces(Buffer.alloc(9_999)), { ...PNG, maxBytes: 9_999 });
      expect(await other.info(key)).toMatchObject({ sizeBytes: 9_999 });
    });

    test('a content that breaks off leaves nothing', async () => {
      const key = newKey();
      const broken = new Error('the client went away');
      const content = Readable.from(
        (function* () {
          yield Buffer.alloc(100_000);
          throw broken;
        })(),
      );
      await expect(store.put(key, content, PNG)).rejects.toBe(broken);
      await missing(key);
    });

    test('nothing is seen of a content until all of it is there', async () => {
      const key = newKey();
      const content = new Readable({ read() {} });
      const put = store.put(key, content, PNG);
      content.push(Buffer.alloc(200_000));
      // Taken in by now: the store asks for more.
      await eventually(() => expect(content.readableLength).toBe(0));
      await missing(key);
      await expect(other.get(key)).rejects.toMatchObject({ code: 'not_found' });
      expect(await other.remove(key)).toBe(false);
      content.push(null);
      await put;
      expect(await other.info(key)).toMatchObject({ sizeBytes: 200_000 });
    });

    test('a key is used once: what is there stays as it is', async () => {
      const key = newKey();
      await store.put(key, Readable.from(['first']), PNG);
      const again = Readable.from(['second']);
      await expect(
        other.put(key, again, { ...PNG, contentType: 'text/plain' }),
      ).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'key' } });
      expect((await read(key)).toString()).toBe('first');
      expect(await other.info(key)).toMatchObject({ contentType: 'image/png' });
    });

    test('of puts of one key at once, one wins whole', async () => {
      const key = newKey();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 ? store : other).put(key, Readable.from([`content ${index}`]), {
            ...PNG,
            contentType: `type/${index}`,
          }),
        ),
      );
      const winners = outcomes.flatMap(({ status }, index) =>
        status === 'fulfilled' ? index : [],
      );
      expect(winners).toHaveLength(1);
      expect((await read(key)).toString()).toBe(`content ${winners[0]}`);
      expect(await store.info(key)).toMatchObject({ contentType: `type/${winners[0]}` });
    });

    test('keys that differ by case only are two', async () => {
      const key = newKey();
      const [lower, upper] = [`a${key}`, `A${key}`];
      await store.put(lower, Readable.from(['lower']), PNG);
      await missing(upper);
      await store.put(upper, Readable.from(['upper']), PNG);
      expect((await read(lower)).toString()).toBe('lower');
    });

    test('removes, and says whether there was one', async () => {
      const key = newKey();
      await store.put(key, pieces(randomBytes(200_000)), PNG);
      const removed = await Promise.all([store.remove(key), other.remove(key)]);
      expect(removed.filter(Boolean)).toHaveLength(1);
      expect(await store.remove(key)).toBe(false);
      await missing(key);
      await expect(store.get(key)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('refuses what is no key, no type and no limit, and writes nothing', async () => {
      const bad = [
        '',
        '.',
        '..',
        '../x',
        'a/b',
        'a\\b',
        'a.b',
        'ä',
        'a b',
        'a\u0000',
        'x'.repeat(129),
      ];
      for (const key of bad) {
        const refused = { code: 'invalid_request', details: { field: 'key' } };
        const content = Readable.from(['x']);
        await expect(store.put(key, content, PNG)).rejects.toMatchObject(refused);
        expect(content.destroyed).toBe(true);
        await expect(store.get(key)).rejects.toMatchObject(refused);
        await expect(store.info(key)).rejects.toMatchObject(refused);
        await expect(store.remove(key)).rejects.toMatchObject(refused);
      }
      const put = (options: Partial<typeof PNG>) =>
        store.put(newKey(), Readable.from(['x']), { ...PNG, ...options });
      for (const contentType of ['', 'a\r\nSet-Cookie: b', 'é', 'x'.repeat(256)]) {
        await expect(put({ contentType })).rejects.toMatchObject({ code: 'invalid_request' });
      }
      for (const maxBytes of [-1, 0.5, Number.NaN]) {
        await expect(put({ maxBytes })).rejects.toMatchObject({ code: 'invalid_request' });
      }
      const longest = 'x'.repeat(128);
      await store.put(longest, Readable.from(['x']), PNG);
      expect(await other.remove(longest)).toBe(true);
    });

    test('closing waits for what is under way, and refuses the rest', async () => {
      const closing = harness.open();
      const key = newKey();
      const content = new Readable({ read() {} });
      const put = closing.put(key, content, PNG);
      content.push('half');
      const closed = closing.close();
      content.push(null);
      await closed;
      expect(await other.info(key)).toMatchObject({ sizeBytes: 4 });
      await put;
      await expect(closing.info(key)).rejects.toMatchObject({ code: 'unavailable' });
      await closing.close();
    });
  });
}
