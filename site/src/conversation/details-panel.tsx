import type { ConversationEntry } from '@parley/client';
import { LogOut, UserPlus, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { AddMembers } from '../dialogs/add-members.tsx';
import { LeaveConversation } from '../dialogs/leave-conversation.tsx';
import { useTexts } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MemberList } from './member-list.tsx';

interface Props {
  entry: ConversationEntry;
  title: string;
  onClose: () => void;
}

/** Who is in a group or room, and what one can do about it. */
export function DetailsPanel({ entry, title, onClose }: Props) {
  const t = useTexts();
  const [dialog, setDialog] = useState<'add' | 'leave' | null>(null);
  const close = () => setDialog(null);
  return (
    <aside class="details" aria-label={t('details')}>
      <header class="details-header">
        <h2>{t('details')}</h2>
        <IconButton label={t('close')} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <div class="details-scroll">
        <div class="details-head">
          <Avatar id={entry.conversationId} name={title} kind={entry.kind} size={72} />
          <p class="details-title">{title}</p>
          <p class="quiet">
            {entry.kind === 'world'
              ? t('worldKind')
              : t('memberCount', { count: entry.memberCount })}
          </p>
        </div>
        <div class="details-actions">
          {entry.kind === 'group' && (
            <button type="button" class="button" onClick={() => setDialog('add')}>
              <UserPlus size={17} aria-hidden="true" />
              {t('addMembers')}
            </button>
          )}
          {entry.kind !== 'world' && (
            <button type="button" class="button danger" onClick={() => setDialog('leave')}>
              <LogOut size={17} aria-hidden="true" />
              {t('leave')}
            </button>
          )}
        </div>
        {entry.kind !== 'world' && (
          <MemberList conversationId={entry.conversationId} memberCount={entry.memberCount} />
        )}
      </div>
      {dialog === 'add' && <AddMembers conversationId={entry.conversationId} onClose={close} />}
      {dialog === 'leave' && <LeaveConversation entry={entry} title={title} onClose={close} />}
    </aside>
  );
}
