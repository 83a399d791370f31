import { afterEach, describe, expect, it } from '@jest/globals';
import { Counter } from 'prom-client';
import type { Check, Checks } from './checks.ts';
import { createMetrics } from './metrics.ts';
import { type OpsServer, startOpsServer } from './ops-server.ts';

let server: OpsServer | undefined;

afterEach(() => server?.close());

async function start(options: { ready?: Check | Checks; live?: Check } = {}) {
  const metrics = createMetrics();
  server = await startOpsServer({
    host: '127.0.0.1',
    port: 0,
    metrics,
    version: '1.2.3',
    ready: () => true,
    checkTimeoutMs: 50,
    ...options,
  });
  const { port } = server;
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { metrics, get, port };
}

describe('startOpsServer', () => {
  it('is alive and ready', async () => {
    const { get } = await start();
    for (const path of ['/livez', '/readyz', '/readyz?verbose']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ status: 'ok' });
    }
  });

  it('names the checks that fail, throw or take too long', async () => {
    const { get } = await start({
      ready: {
        fine: () => true,
        no: () => false,
        broken: () => {
          throw new Error('x');
        },
        rejected: () => Promise.reject(new Error('x')),
        slow: () => new Promise(() => {}),
      },
    });
    const response = await get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'failing',
      failing: ['no', 'broken', 'rejected', 'slow'],
    });
    expect((await get('/livez')).status).toBe(200);
  });

  it('asks again each time', async () => {
    let isReady = false;
    const { get } = await start({ ready: async () => isReady, live: () => !isReady });
    expect([(await get('/readyz')).status, (await get('/livez')).status]).toEqual([503, 200]);
    isReady = true;
    expect([(await get('/readyz')).status, (await get('/livez')).status]).toEqual([200, 503]);
  });

  it('tells the version', async () => {
    const { get } = await start();
    const body = (await (await get('/version')).json()) as { startedAt: string };
    expect(body).toEqual({
      name: 'parley',
      version: '1.2.3',
      node: process.version,
      startedAt: expect.any(String),
    });
    expect(Date.parse(body.startedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('gives the metrics of the process and those that were registered', async () => {
    const { get, metrics } = await start();
    new Counter({ name: 'parley_test_total', help: 'A test.', registers: [metrics] }).inc(3);
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('parley_test_total 3');
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag', 'nodejs_gc']) {
      expect(text).toContain(name);
    }
  });

  it('keeps the metrics of two nodes in one process apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    new Counter({ name: 'parley_test_total', help: 'A test.', registers: [one] });
    expect(other.getSingleMetric('parley_test_total')).toBeUndefined();
  });

  it('takes GET and HEAD only, and knows no other path', async () => {
    const { get } = await start();
    const head = await get('/readyz', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await get('/metrics', { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics/x')).status).toBe(404);
  });

  it('refuses a port that is taken, and frees its own on close', async () => {
    const { port, metrics, get } = await start();
    const again = { host: '127.0.0.1', port, metrics, version: '1', ready: () => true };
    await expect(startOpsServer(again)).rejects.toThrow('EADDRINUSE');
    await Promise.all([server?.close(), server?.close()]);
    await expect(get('/livez')).rejects.toThrow();
    server = await startOpsServer(again);
    expect(server.port).toBe(port);
  });
});
