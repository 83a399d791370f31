import type { UserView } from '@parley/wire';
import { useEffect, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';

/** While somebody types, only the last of a quick run of keys is asked for. */
const PAUSE_MS = 200;

export interface PeopleSearch {
  query: string;
  setQuery: (query: string) => void;
  /** null until there is an answer to what is typed now. */
  found: readonly UserView[] | null;
  error: unknown;
}

export function usePeopleSearch(): PeopleSearch {
  const { client } = useModel();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly UserView[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const prefix = query.trim();
    let wanted = true;
    setError(null);
    if (prefix === '') setFound(null);
    const timer = setTimeout(() => {
      if (prefix === '') return;
      client.api
        .searchUsers(prefix, 20)
        .then(users => {
          if (wanted) setFound(users);
        })
        .catch((cause: unknown) => {
          if (wanted) setError(cause);
        });
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, query]);
  return { query, setQuery, found, error };
}
