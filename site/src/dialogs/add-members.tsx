import type { ConversationId } from '@parley/core';
import type { UserView } from '@parley/wire';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Failure } from '../ui/failure.tsx';
import { PickedPeople } from './picked-people.tsx';

interface Props {
  conversationId: ConversationId;
  onClose: () => void;
}

export function AddMembers({ conversationId, onClose }: Props) {
  const { client } = useModel();
  const t = useTexts();
  const [picked, setPicked] = useState<readonly UserView[]>([]);
  const [error, setError] = useState<unknown>(null);
  const add = async () => {
    setError(null);
    try {
      const ids = picked.map(user => user.userId);
      await client.api.addMembers(conversationId, ids);
      onClose();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Dialog title={t('addMembers')} onClose={onClose} class="tall">
      <PickedPeople picked={picked} onChange={setPicked} />
      {error !== null && <Failure text={errorText(error, t)} />}
      <button
        type="button"
        class="button primary wide"
        disabled={picked.length === 0}
        onClick={() => void add()}
      >
        {t('add')}
      </button>
    </Dialog>
  );
}
