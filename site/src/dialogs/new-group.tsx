import { type ConversationId, toParleyError } from '@parley/core';
import type { UserView } from '@parley/wire';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';
import { Field } from '../ui/field.tsx';
import { PickedPeople } from './picked-people.tsx';

/** A title, who is in it, and whether anyone may come in. */
export function NewGroup({ onOpen }: { onOpen: (id: ConversationId) => void }) {
  const { client } = useModel();
  const t = useTexts();
  const [title, setTitle] = useState('');
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<readonly UserView[]>([]);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const create = async () => {
    setMissing(title.trim() === '');
    if (title.trim() === '' || busy) return;
    setBusy(true);
    setError(null);
    try {
      const view = await client.api.createConversation({
        kind: open ? 'room' : 'group',
        title: title.trim(),
        memberIds: picked.map(user => user.userId),
      });
      onOpen(view.conversationId);
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  const aboutTitle = error !== null && toParleyError(error).details.field === 'title';
  const titleError = missing ? t('titleMissing') : aboutTitle ? errorText(error, t) : undefined;
  return (
    <form
      class="form"
      onSubmit={event => {
        event.preventDefault();
        void create();
      }}
    >
      <Field label={t('title')} value={title} onInput={setTitle} error={titleError} autofocus />
      <label class="check">
        <input
          type="checkbox"
          checked={open}
          onChange={event => setOpen(event.currentTarget.checked)}
        />
        <span>
          {t('openToAll')}
          <span class="quiet">{t('openToAllMore')}</span>
        </span>
      </label>
      <PickedPeople picked={picked} onChange={setPicked} />
      {error !== null && !aboutTitle && <Failure text={errorText(error, t)} />}
      <button type="submit" class="button primary wide" aria-busy={busy}>
        {t(open ? 'createRoom' : 'createGroup')}
      </button>
    </form>
  );
}
