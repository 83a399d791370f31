import type { ConversationId } from '@parley/core';
import type { ConversationView } from '@parley/wire';
import { useCallback, useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { titleOf } from '../model/names.ts';
import { usePages } from '../model/use-pages.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure } from '../ui/failure.tsx';

/** Rooms that anyone may join, and those one is in already. */
export function Rooms({ onOpen }: { onOpen: (id: ConversationId) => void }) {
  const { client } = useModel();
  const t = useTexts();
  const [failure, setFailure] = useState<unknown>(null);
  const load = useCallback(
    (cursor?: string) =>
      client.api.listRooms({ limit: 50, ...(cursor !== undefined && { cursor }) }),
    [client],
  );
  const { items, loading, hasMore, error, more, reload } = usePages(load);
  const enter = async ({ conversationId, own }: ConversationView) => {
    setFailure(null);
    try {
      if (own === null) await client.api.join(conversationId);
      onOpen(conversationId);
    } catch (cause) {
      setFailure(cause);
    }
  };
  return (
    <div class="rooms">
      {failure !== null && <Failure text={errorText(failure, t)} />}
      {error !== null && <Failure text={errorText(error, t)} onRetry={reload} />}
      {loading && items.length === 0 && (
        <span class="spinner" role="status" aria-label={t('loading')} />
      )}
      {!loading && error === null && items.length === 0 && <p class="empty-note">{t('noRooms')}</p>}
      <ul class="person-list">
        {items.map(room => (
          <li key={room.conversationId} class="person-row">
            <RoomRow room={room} onEnter={() => void enter(room)} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" class="button small" onClick={more}>
          {t('showMore')}
        </button>
      )}
    </div>
  );
}

function RoomRow({ room, onEnter }: { room: ConversationView; onEnter: () => void }) {
  const model = useModel();
  const t = useTexts();
  const title = titleOf(room, model);
  const isMember = room.own !== null;
  return (
    <>
      <Avatar id={room.conversationId} name={title} kind={room.kind} size={36} />
      <span class="person-names">
        <span class="person-display">{title}</span>
        <span class="quiet">{t('memberCount', { count: room.memberCount })}</span>
      </span>
      <button
        type="button"
        class={isMember ? 'button small' : 'button small primary'}
        aria-label={t(isMember ? 'openRoom' : 'joinRoom', { title })}
        onClick={onEnter}
      >
        {t(isMember ? 'open' : 'join')}
      </button>
    </>
  );
}
