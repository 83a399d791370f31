import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Check, type Checks, failingChecks } from './checks.ts';
import type { MetricsPage } from './join-metrics.ts';

export interface OpsOptions {
  metrics: MetricsPage;
  /** The program's version. */
  version: string;
  /** The program's name. Default `parley`. */
  name?: string;
  /** Whether it can take traffic: one check, or several by name. */
  ready: Check | Checks;
  /** Whether it is alive; false asks the orchestrator for a restart. Default always. */
  live?: Check;
  /** A check that takes longer has failed. Default 2,000. */
  checkTimeoutMs?: number;
}

/** Answers a request of its paths and returns true; returns false for any other path. */
export type OpsHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

interface Answer {
  status: number;
  type: string;
  body: string;
}

/**
 * GET (and HEAD) /livez, /readyz, /version and /metrics, for node:http and express alike. /readyz
 * answers 503 with the names of the failing checks.
 */
export function opsHandler(options: OpsOptions): OpsHandler {
  const { metrics, version, name = 'parley', live = () => true, checkTimeoutMs = 2_000 } = options;
  const ready = typeof options.ready === 'function' ? { ready: options.ready } : options.ready;
  const startedAt = new Date(performance.timeOrigin).toISOString();

  const report = async (checks: Checks) => {
    const failing = await failingChecks(checks, checkTimeoutMs);
    return failing.length === 0
      ? json(200, { status: 'ok' })
      : json(503, { status: 'failing', failing });
  };
  const pages = new Map<string, () => Promise<Answer>>([
    ['/livez', () => report({ live })],
    ['/readyz', () => report(ready)],
    ['/version', async () => json(200, { name, version, node: process.version, startedAt })],
    [
      '/metrics',
      async () => ({ status: 200, type: metrics.contentType, body: await metrics.metrics() }),
    ],
  ]);

  return (req, res) => {
    const [path = ''] = (req.url ?? '').split('?', 1);
    const page = pages.get(path);
    if (page === undefined) return false;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('allow', 'GET, HEAD');
      send(res, json(405, { status: 'method not allowed' }));
      return true;
    }
    page().then(
      answer => send(res, answer),
      () => send(res, json(500, { status: 'error' })),
    );
    return true;
  };
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function send(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
  });
  res.end(answer.body);
}
