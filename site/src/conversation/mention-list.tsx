import { useTexts } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';
import type { MentionMenu } from './use-mention-menu.ts';

export const MENTION_LIST_ID = 'mention-list';

export function mentionOptionId(index: number): string {
  return `mention-${index}`;
}

/** Who can be mentioned, above the text that is being written; the text area keeps the focus. */
export function MentionList({ menu }: { menu: MentionMenu }) {
  const t = useTexts();
  return (
    <div class="mention-list" id={MENTION_LIST_ID} role="listbox" aria-label={t('mention')}>
      {menu.items.map((user, index) => (
        <div
          key={user.userId}
          id={mentionOptionId(index)}
          class="mention-option"
          role="option"
          tabIndex={-1}
          aria-selected={index === menu.active}
          // Before the text area would lose the focus.
          onMouseDown={event => {
            event.preventDefault();
            menu.choose(user);
          }}
        >
          <Avatar id={user.userId} name={user.displayName} size={26} />
          <span class="mention-name">{user.displayName}</span>
          <span class="quiet">@{user.name}</span>
        </div>
      ))}
    </div>
  );
}
