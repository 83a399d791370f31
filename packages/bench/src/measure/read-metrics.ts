/** Values of a Prometheus page by name, summed over labels; `name{kind="x"}` of the GC also singly. */
export type Metrics = ReadonlyMap<string, number>;

/** @throws Error when the page does not come. */
export async function readMetrics(url: string): Promise<Metrics> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return parseMetrics(await answer.text());
}

export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^(\w+)(\{[^}]*\})? (\S+)/.exec(line) ?? [];
    if (name === undefined || line.startsWith('#')) continue;
    const le = /le="([^"]+)"/.exec(labels)?.[1];
    const key = le === undefined ? name : `${name}<${le}`;
    metrics.set(key, (metrics.get(key) ?? 0) + Number(value));
  }
  return metrics;
}
