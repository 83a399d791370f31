import type { ConversationEntry } from '@parley/client';
import { ArrowLeft, Info } from 'lucide-preact';
import type { Translate } from '../i18n/translator.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/icon-button.tsx';

interface Props {
  entry: ConversationEntry | undefined;
  title: string;
  details: boolean;
  onDetails: () => void;
}

export function ConversationHeader({ entry, title, details, onDetails }: Props) {
  const { route } = useModel();
  const t = useTexts();
  return (
    <header class="conversation-header">
      <IconButton class="back-button" label={t('back')} onClick={() => route.open(null)}>
        <ArrowLeft size={22} aria-hidden="true" />
      </IconButton>
      {entry !== undefined && (
        <>
          <Avatar
            id={entry.peer?.userId ?? entry.conversationId}
            name={title}
            kind={entry.kind}
            size={38}
          />
          <div class="header-words">
            <h1>{title}</h1>
            <p class="quiet">{subtitle(entry, t)}</p>
          </div>
          {entry.kind !== 'direct' && (
            <IconButton label={t('details')} pressed={details} onClick={onDetails}>
              <Info size={21} aria-hidden="true" />
            </IconButton>
          )}
        </>
      )}
    </header>
  );
}

function subtitle({ kind, peer, memberCount }: ConversationEntry, t: Translate): string {
  if (kind === 'direct') return `@${peer?.name ?? ''}`;
  return kind === 'world' ? t('worldKind') : t('memberCount', { count: memberCount });
}
