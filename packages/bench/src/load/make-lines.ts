import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '@parley/testing';
import type { Driver } from '../drivers/driver.ts';
import type { Lines, OnArrived } from './lines.ts';
import { NativeLines } from './native-lines.ts';
import { NodeLines } from './node-lines.ts';

const SOURCE = join(import.meta.dirname, '../../reader/sockets.c');

export type MakeLines = (driver: Driver, onArrived: OnArrived) => Lines;

/**
 * How a load process holds its connections: in C where there is Linux and a compiler, in Node otherwise.
 *
 * @throws Error when C is asked for and cannot be had.
 */
export async function findLines(reader: 'C' | 'Node' | undefined): Promise<MakeLines> {
  const canCompile = process.platform === 'linux' && findProgram('cc') !== undefined;
  if (reader === 'C' && !canCompile) throw new Error('there is no C compiler (cc) for the reader');
  if (reader === 'Node' || !canCompile) {
    return (driver, onArrived) => new NodeLines(driver, onArrived);
  }
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-reader-'));
  const program = join(folder, 'sockets');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await promisify(execFile)('cc', ['-O2', '-D_GNU_SOURCE', '-o', program, SOURCE]);
  } catch (error) {
    await remove();
    throw error;
  }
  // Once it runs its file is not needed any more.
  return (driver, onArrived) => new NativeLines(program, driver, onArrived, () => void remove());
}
