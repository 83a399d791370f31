import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeBlobStore } from '../conformance/describe-blob-store.ts';
import { createDirectoryBlobStore } from './directory-blob-store.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'parley-blobs-'));

describeBlobStore('directory', async () => {
  const folder = await newFolder();
  return {
    open: () => createDirectoryBlobStore({ directory: join(folder, 'made', 'if', 'missing') }),
    dispose: () => rm(folder, { recursive: true }),
  };
});

describe('a directory of blobs', () => {
  let directory: string;
  const PNG = { contentType: 'image/png', maxBytes: 1_000 };

  beforeEach(async () => {
    directory = await newFolder();
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('has nothing left of what was refused or removed', async () => {
    const store = createDirectoryBlobStore({ directory });
    await store.put('kept', Readable.from(['x']), PNG);
    await store.put('gone', Readable.from(['x']), PNG);
    await store.remove('gone');
    await expect(store.put('kept', Readable.from(['y']), PNG)).rejects.toThrow();
    await expect(store.put('big', Readable.from(['x'.repeat(1_001)]), PNG)).rejects.toThrow();
    await store.close();

    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
    const paths = await readdir(join(directory, 'blobs'), { recursive: true });
    expect(paths.filter(path => path.endsWith('content'))).toHaveLength(1);
    expect(paths.filter(path => path.endsWith('info.json'))).toHaveLength(1);
  });

  test('is readable by its owner alone', async () => {
    const store = createDirectoryBlobStore({ directory });
    await store.put('secret', Readable.from(['x']), PNG);
    await store.close();
    const paths = await readdir(directory, { recursive: true });
    for (const path of paths) {
      expect((await stat(join(directory, path))).mode & 0o077).toBe(0);
    }
  });

  test('is rid of uploads that a dead process left, not of those under way', async () => {
    const [old, young] = [join(directory, 'incoming', 'old'), join(directory, 'incoming', 'young')];
    for (const folder of [old, young]) await mkdir(folder, { recursive: true });
    await writeFile(join(old, 'content'), 'half');
    const yesterday = new Date(Date.now() - 90_000_000);
    await utimes(old, yesterday, yesterday);

    const store = createDirectoryBlobStore({ directory });
    await store.put('a', Readable.from(['x']), PNG);
    await store.close();
    expect(await readdir(join(directory, 'incoming'))).toEqual(['young']);
  });

  test('that cannot be one is reported, and used as soon as it can', async () => {
    const store = createDirectoryBlobStore({ directory: join(directory, 'file') });
    await writeFile(join(directory, 'file'), 'not a folder');
    await expect(store.put('a', Readable.from(['x']), PNG)).rejects.toThrow('ENOTDIR');
    await rm(join(directory, 'file'));
    await store.put('a', Readable.from(['x']), PNG);
    expect(await store.info('a')).toMatchObject({ sizeBytes: 1 });
    await store.close();
  });
});
