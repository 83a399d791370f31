import type { ConversationEntry } from '@parley/client';
import { ArrowLeft, Info } from 'lucide-preact';
import { useModel, useTexts } from '../model/model.ts';
import { presenceText } from '../presence/presence-text.ts';
import { usePresence } from '../presence/use-presence.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useNow } from '../use-now.ts';

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
            <Subtitle entry={entry} />
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

/** Whether the other one is there; elsewhere how many there are. */
function Subtitle({ entry: { kind, peer, memberCount } }: { entry: ConversationEntry }) {
  const model = useModel();
  const t = useTexts();
  const nowMs = useNow(60_000);
  const presence = usePresence(kind === 'direct' ? peer?.userId : undefined);
  if (kind !== 'direct') {
    const text = kind === 'world' ? t('worldKind') : t('memberCount', { count: memberCount });
    return <p class="quiet">{text}</p>;
  }
  const own = peer?.userId === model.me.value?.userId;
  const text = own || presence === null ? null : presenceText(presence, model, nowMs);
  return (
    <p class="quiet">
      {text !== null && (
        <span class={`presence-word ${presence?.status ?? ''}`} data-testid="peer-presence">
          {text}
        </span>
      )}
      {text === null && `@${peer?.name ?? ''}`}
    </p>
  );
}
