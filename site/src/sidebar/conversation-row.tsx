import type { ConversationEntry } from '@parley/client';
import { useModel, useTexts } from '../model/model.ts';
import { titleOf } from '../model/names.ts';
import { PersonAvatar } from '../presence/person-avatar.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Preview } from './preview.tsx';

interface Props {
  entry: ConversationEntry;
  current: boolean;
  nowMs: number;
}

/** One conversation of the list. A link, so that it can be opened in a new tab. */
export function ConversationRow({ entry, current, nowMs }: Props) {
  const model = useModel();
  const t = useTexts();
  const { conversationId, kind, peer, unreadCount: unread, mentionCount, moreUnread } = entry;
  const { lastEvent } = entry;
  const title = titleOf(entry, model);
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    model.route.open(conversationId);
  };
  return (
    <li>
      <a
        class={unread > 0 && !current ? 'conversation-row unread' : 'conversation-row'}
        href={`/c/${conversationId}`}
        aria-current={current ? 'page' : undefined}
        onClick={open}
      >
        {peer !== null && peer.userId !== model.me.value?.userId ? (
          <PersonAvatar userId={peer.userId} name={title} size={44} />
        ) : (
          <Avatar id={peer?.userId ?? conversationId} name={title} kind={kind} size={44} />
        )}
        <span class="row-title">{title}</span>
        {lastEvent !== null && (
          <time class="row-time" dateTime={new Date(entry.activeAtMs).toISOString()}>
            {model.time.value.short(entry.activeAtMs, nowMs)}
          </time>
        )}
        <Preview entry={entry} current={current} />
        {unread > 0 && (
          <span class="badge">
            <span aria-hidden="true">
              {mentionCount > 0 && '@ '}
              {unread > 99 || moreUnread ? '99+' : unread}
            </span>
            <span class="sr-only">
              {t('unread', { count: unread })}
              {mentionCount > 0 && `, ${t('mentionsYou', { count: mentionCount })}`}
            </span>
          </span>
        )}
      </a>
    </li>
  );
}
