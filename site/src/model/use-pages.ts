import type { PageView } from '@parley/wire';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

interface Pages<T> {
  items: readonly T[];
  loading: boolean;
  hasMore: boolean;
  error: unknown;
  more: () => void;
  reload: () => void;
}

/** A list that comes in pages. `version` reads it again from the start; the old one stands meanwhile. */
export function usePages<T>(
  load: (cursor?: string) => Promise<PageView<T>>,
  version: unknown = null,
): Pages<T> {
  const [items, setItems] = useState<readonly T[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const run = useRef(0);

  const read = useCallback(
    async (from: string | undefined) => {
      const mine = ++run.current;
      setLoading(true);
      setError(null);
      try {
        const page = await load(from);
        if (mine !== run.current) return;
        setItems(before => (from === undefined ? page.items : [...before, ...page.items]));
        setCursor(page.nextCursor);
      } catch (cause) {
        if (mine === run.current) setError(cause);
      } finally {
        if (mine === run.current) setLoading(false);
      }
    },
    [load],
  );
  // A new version is the reason to read again.
  useEffect(() => {
    void read(undefined);
    return () => {
      run.current++;
    };
  }, [read, version]);
  return {
    items,
    loading,
    hasMore: cursor !== null,
    error,
    more: () => void read(cursor ?? undefined),
    reload: () => void read(undefined),
  };
}
