/** Values by two keys (a conversation and a node), each with its own end. */
export class ExpiringTable<V> {
  private readonly rows = new Map<string, Map<string, { value: V; expiresAtMs: number }>>();
  private readonly ttlMs: number;
  private readonly nowMs: () => number;

  constructor(ttlMs: number, nowMs: () => number) {
    this.ttlMs = ttlMs;
    this.nowMs = nowMs;
  }

  /** Its time to live begins now, also when it was there already. Returns whether it was not. */
  set(rowKey: string, key: string, value: V): boolean {
    let row = this.rows.get(rowKey);
    if (!row) {
      row = new Map();
      this.rows.set(rowKey, row);
    }
    const nowMs = this.nowMs();
    const isNew = (row.get(key)?.expiresAtMs ?? 0) <= nowMs;
    row.set(key, { value, expiresAtMs: nowMs + this.ttlMs });
    return isNew;
  }

  row(rowKey: string): [key: string, value: V][] {
    const nowMs = this.nowMs();
    return [...(this.rows.get(rowKey) ?? [])].flatMap(([key, { value, expiresAtMs }]) =>
      expiresAtMs > nowMs ? [[key, value]] : [],
    );
  }

  delete(rowKey: string, key: string): void {
    const row = this.rows.get(rowKey);
    row?.delete(key);
    if (row?.size === 0) this.rows.delete(rowKey);
  }

  /** Takes out what has expired, and what `isGone` says. */
  sweep(isGone: (key: string, value: V) => boolean = () => false): void {
    const nowMs = this.nowMs();
    for (const [rowKey, row] of this.rows) {
      for (const [key, { value, expiresAtMs }] of row) {
        if (expiresAtMs <= nowMs || isGone(key, value)) this.delete(rowKey, key);
      }
    }
  }
}
