import type { ConversationEntry } from '@parley/client';
import type { UserView } from '@parley/wire';
import { useEffect, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';

/** Members that are offered at the most; in a larger room the search finds the others. */
const MOST_MEMBERS = 100;
const FOUND = 8;
/** While somebody types, only the last of a quick run of keys is asked for. */
const PAUSE_MS = 150;

const NOBODY: readonly UserView[] = [];

export interface Mentionables {
  /** Those whose name begins with what is being written. */
  offered: readonly UserView[];
  /** Everybody of this conversation who is known so far. */
  people: readonly UserView[];
}

/**
 * Who can be mentioned: members, and where there are too many of them whoever the server finds.
 * `prefix` is what is being written after the `@`; null: nobody is asked for.
 */
export function useMentionables(
  entry: ConversationEntry | undefined,
  prefix: string | null,
): Mentionables {
  const { client, me } = useModel();
  const [members, setMembers] = useState(NOBODY);
  const [found, setFound] = useState(NOBODY);
  const [asked, setAsked] = useState(false);
  if (prefix !== null && !asked) setAsked(true);
  const id = entry?.conversationId;
  const open = entry?.kind === 'world' || (entry?.memberCount ?? 0) > MOST_MEMBERS;

  useEffect(() => {
    if (!asked || id === undefined || open) return;
    let wanted = true;
    client.api
      .listMembers(id, { limit: MOST_MEMBERS })
      .then(page => {
        if (wanted) setMembers(page.items.map(member => member.user));
      })
      // Without the list there are no suggestions; a name can still be written out.
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [client, id, asked, open]);

  useEffect(() => {
    if (!open || prefix === null || prefix === '') return;
    let wanted = true;
    const timer = setTimeout(() => {
      client.api
        .searchUsers(prefix, FOUND)
        .then(users => {
          if (wanted) setFound(before => [...users, ...before.filter(one => !users.includes(one))]);
        })
        .catch(() => {});
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, open, prefix]);

  const people = open ? found : members;
  if (prefix === null) return { offered: NOBODY, people };
  const begins = (text: string) => text.toLowerCase().startsWith(prefix.toLowerCase());
  const offered = people
    .filter(user => user.userId !== me.value?.userId)
    .filter(({ name, displayName }) => begins(name) || displayName.split(/\s+/u).some(begins))
    .slice(0, FOUND);
  return { offered, people };
}
