import type { ConversationId } from '@parley/core';
import type { MemberRole } from '@parley/wire';
import { useCallback } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { usePages } from '../model/use-pages.ts';
import { Failure } from '../ui/failure.tsx';
import { PersonRow } from '../ui/person-row.tsx';

interface Props {
  conversationId: ConversationId;
  /** Changes when somebody comes or goes: then the list is read again. */
  memberCount: number;
}

export function MemberList({ conversationId, memberCount }: Props) {
  const { client } = useModel();
  const t = useTexts();
  const load = useCallback(
    (cursor?: string) =>
      client.api.listMembers(conversationId, {
        limit: 50,
        ...(cursor !== undefined && { cursor }),
      }),
    [client, conversationId],
  );
  const { items, hasMore, error, more, reload } = usePages(load, memberCount);
  return (
    <section aria-labelledby="members-title">
      <h3 id="members-title">{t('members')}</h3>
      {error !== null && <Failure text={errorText(error, t)} onRetry={reload} />}
      <ul class="person-list">
        {items.map(({ user, role }) => (
          <li key={user.userId} class="person-row">
            <PersonRow user={user}>
              <Role role={role} />
            </PersonRow>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" class="button small" onClick={more}>
          {t('showMore')}
        </button>
      )}
    </section>
  );
}

function Role({ role }: { role: MemberRole }) {
  const t = useTexts();
  if (role === 'member') return null;
  return <span class="role">{t(role === 'owner' ? 'roleOwner' : 'roleAdmin')}</span>;
}
