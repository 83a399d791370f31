import type { ConversationEntry } from '@parley/client';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Failure } from '../ui/failure.tsx';

interface Props {
  entry: ConversationEntry;
  title: string;
  onClose: () => void;
}

/** Asks before leaving, and says what that means. */
export function LeaveConversation({ entry, title, onClose }: Props) {
  const { client, route } = useModel();
  const t = useTexts();
  const [error, setError] = useState<unknown>(null);
  const leave = async () => {
    setError(null);
    try {
      await client.api.leave(entry.conversationId);
      onClose();
      route.open(null);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Dialog title={t('leaveTitle', { title })} onClose={onClose}>
      <p>{t(entry.kind === 'group' ? 'leaveGroupMore' : 'leaveRoomMore')}</p>
      {error !== null && <Failure text={errorText(error, t)} />}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="button" class="button danger solid" onClick={() => void leave()}>
          {t('leave')}
        </button>
      </div>
    </Dialog>
  );
}
