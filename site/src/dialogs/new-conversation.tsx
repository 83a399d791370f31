import { useState } from 'preact/hooks';
import { useModel, useTexts } from '../model/model.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { NewDirect } from './new-direct.tsx';
import { NewGroup } from './new-group.tsx';
import { Rooms } from './rooms.tsx';

type Kind = 'person' | 'group' | 'rooms';

/** The three ways to a conversation: write to a person, make a group, join a room. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const { route } = useModel();
  const t = useTexts();
  const [kind, setKind] = useState<Kind>('person');
  const open = (conversationId: string) => {
    onClose();
    route.open(conversationId);
  };
  return (
    <Dialog title={t('newConversation')} onClose={onClose} class="tall">
      <Segmented<Kind>
        label={t('newConversation')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'person', name: t('person') },
          { value: 'group', name: t('group') },
          { value: 'rooms', name: t('rooms') },
        ]}
      />
      {kind === 'person' && <NewDirect onOpen={open} />}
      {kind === 'group' && <NewGroup onOpen={open} />}
      {kind === 'rooms' && <Rooms onOpen={open} />}
    </Dialog>
  );
}
