import { Settings, SquarePen } from 'lucide-preact';
import { useModel, useTexts } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Logo } from '../ui/logo.tsx';
import { ConversationList } from './conversation-list.tsx';

interface Props {
  onNew: () => void;
  onSettings: () => void;
}

/** The way to every conversation, and to oneself at its foot. */
export function Sidebar({ onNew, onSettings }: Props) {
  const { me } = useModel();
  const t = useTexts();
  const user = me.value;
  return (
    <nav class="sidebar" aria-label={t('conversations')}>
      <header class="sidebar-header">
        <Logo size={28} />
        <h1>Parley</h1>
        <IconButton label={t('newConversation')} onClick={onNew}>
          <SquarePen size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <ConversationList onNew={onNew} />
      {user !== null && (
        <footer class="sidebar-footer">
          <Avatar id={user.userId} name={user.displayName} size={34} />
          <span class="person-names">
            <span class="person-display">{user.displayName}</span>
            <span class="quiet">@{user.name}</span>
          </span>
          <IconButton label={t('settings')} onClick={onSettings}>
            <Settings size={20} aria-hidden="true" />
          </IconButton>
        </footer>
      )}
    </nav>
  );
}
