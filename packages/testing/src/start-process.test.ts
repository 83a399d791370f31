import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';
import { type RunningProcess, startProcess } from './start-process.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startProcess', () => {
  let folder: string;
  let started: RunningProcess[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-process-'));
    started = [];
  });

  afterEach(async () => {
    await Promise.all(started.map(running => running.stop('SIGKILL')));
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a line of JavaScript. */
  async function node(script: string, options: Partial<Parameters<typeof startProcess>[0]> = {}) {
    const running = await startProcess({
      command: process.execPath,
      args: ['-e', script],
      ready: /ready/,
      ...options,
    });
    started.push(running);
    return running;
  }

  it('waits for a pattern, and its pid is the program itself', async () => {
    const running = await node('console.log("ready as", process.pid); setInterval(() => {}, 1e6)');
    expect(running.output()).toBe(`ready as ${running.pid}\n`);
    expect(isAlive(running.pid)).toBe(true);
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(isAlive(running.pid)).toBe(false);
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('waits for a question to be answered', async () => {
    const file = join(folder, 'there');
    const script = `setTimeout(() => fs.writeFileSync(${JSON.stringify(file)}, 'x'), 100);
      setInterval(() => {}, 1e6);`;
    const content = () => readFile(file, 'utf8').catch(() => '');
    await node(script, { ready: async () => (await content()) === 'x' });
    expect(await content()).toBe('x');
  });

  it('passes arguments, environment and folder as they are', async () => {
    const script = 'console.log(JSON.stringify([process.argv[1], process.env.A, process.cwd()]))';
    const running = await startProcess({
      command: process.execPath,
      args: ['-e', script, `a 'quoted' "$HOME" argument`],
      env: { A: 'value' },
      cwd: folder,
    });
    expect(await running.exited).toEqual({ code: 0, signal: null });
    expect(JSON.parse(running.output())).toEqual([`a 'quoted' "$HOME" argument`, 'value', folder]);
  });

  it('fails with the output when the program ends before it is ready', async () => {
    const failing = node('console.error("no such setting"); process.exit(3)', { name: 'server' });
    await expect(failing).rejects.toThrow(
      'server ended while it was starting (code 3). Its last output:\nno such setting',
    );
  });

  it('fails and stops the program when it is not ready in time', async () => {
    const silent = node('console.log(process.pid); setInterval(() => {}, 1e6)', {
      name: 'server',
      readyTimeoutMs: 300,
    });
    const error = await silent.then(
      () => 'started',
      (failed: Error) => failed.message,
    );
    expect(error).toMatch(/^server was not ready within 300 ms/);
    const pid = Number(/\d+$/.exec(error)?.[0]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('says so when there is no such program', async () => {
    const failing = startProcess({ command: '/nowhere/program', ready: /x/ });
    await expect(failing).rejects.toThrow(/ended while it was starting.*not found/s);
  });

  it('kills a program that ignores the stop signal, after the grace', async () => {
    const running = await node(
      'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1e6)',
      { stopGraceMs: 100 },
    );
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('kills a frozen program too', async () => {
    const running = await node('console.log("ready"); setInterval(() => {}, 1e6)', {
      stopGraceMs: 100,
    });
    running.kill('SIGSTOP');
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('keeps the end of the output, and all of it in the log file', async () => {
    const logFile = join(folder, 'log');
    const running = await node(
      'console.log("first" + "x".repeat(1e5) + "ready"); setInterval(() => {}, 1e6)',
      {
        logFile,
      },
    );
    await running.stop();
    expect(running.output()).toHaveLength(64 * 1024);
    expect(running.output()).toMatch(/^x+ready\n$/);
    await eventually(async () => {
      expect((await readFile(logFile, 'utf8')).length).toBe('first'.length + 1e5 + 6);
    });
  });

  it('takes the program and its folder along when the parent is killed', async () => {
    const data = await mkdtemp(join(tmpdir(), 'parley-abandoned-'));
    await writeFile(join(data, 'file'), 'x');
    const source = new URL('./start-process.ts', import.meta.url).href;
    const parentScript = `
      import { startProcess } from ${JSON.stringify(source)};
      const child = await startProcess({
        command: process.execPath,
        args: ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6)'],
        removeWhenAbandoned: ${JSON.stringify(data)},
      });
      console.log('ready', child.pid);
    `;
    const parent = await node('', {
      args: ['--conditions=@parley/source', '--input-type=module', '-e', parentScript],
    });
    const pid = Number(parent.output().split(' ')[1]);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await eventually(() => expect(isAlive(pid)).toBe(false));
    await eventually(() => expect(readFile(join(data, 'file'))).rejects.toThrow('ENOENT'));
  });

  it('leaves the folder alone when the program was stopped in order', async () => {
    const running = await node('console.log("ready"); setInterval(() => {}, 1e6)', {
      removeWhenAbandoned: folder,
    });
    await writeFile(join(folder, 'file'), 'kept');
    await running.stop();
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('kept');
  });
});
