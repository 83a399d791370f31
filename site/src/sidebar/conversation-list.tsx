import { useModel, useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';
import { useNow } from '../use-now.ts';
import { ConversationRow } from './conversation-row.tsx';

/** All conversations by activity; placeholders while they load, and what to do when there are none. */
export function ConversationList({ onNew }: { onNew: () => void }) {
  const { list, route } = useModel();
  const t = useTexts();
  const nowMs = useNow(60_000);
  const { items, loaded, error } = list.value;
  if (!loaded && error !== null) {
    return (
      <div class="list-note">
        <Failure text={t('listFailed')} />
      </div>
    );
  }
  if (!loaded) return <ListSkeleton label={t('loading')} />;
  if (items.length === 0) {
    return (
      <div class="list-note">
        <p class="list-note-title">{t('listEmpty')}</p>
        <p class="quiet">{t('listEmptyMore')}</p>
        <button type="button" class="button primary" onClick={onNew}>
          {t('newConversation')}
        </button>
      </div>
    );
  }
  return (
    <ul class="conversation-list" aria-label={t('conversations')}>
      {items.map(entry => (
        <ConversationRow
          key={entry.conversationId}
          entry={entry}
          current={entry.conversationId === route.conversationId.value}
          nowMs={nowMs}
        />
      ))}
    </ul>
  );
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <div class="list-skeleton" role="status" aria-label={label}>
      {[62, 44, 70, 52, 58, 40].map(width => (
        <div key={width} class="skeleton-row" aria-hidden="true">
          <span class="skeleton disc" />
          <span class="skeleton-lines">
            <span class="skeleton" style={`width:${width}%`} />
            <span class="skeleton" style={`width:${width + 24}%`} />
          </span>
        </div>
      ))}
    </div>
  );
}
