import { useEffect, useState } from 'preact/hooks';
import { ConnectionBanner } from './connection-banner.tsx';
import { Conversation } from './conversation/conversation.tsx';
import { NoConversation } from './conversation/no-conversation.tsx';
import { NewConversation } from './dialogs/new-conversation.tsx';
import { Settings } from './dialogs/settings.tsx';
import { useModel } from './model/model.ts';
import { useActivity } from './presence/use-activity.ts';
import { Sidebar } from './sidebar/sidebar.tsx';
import { usePageTitle } from './use-page-title.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWarmUp } from './use-warm-up.ts';

export type OpenDialog = 'new' | 'settings' | null;

/** The list on the left, the chosen conversation beside it; on a phone one of the two. */
export function Chat() {
  const { route } = useModel();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const id = route.conversationId.value;
  usePageTitle();
  useActivity();
  useWarmUp();
  useShortcuts({ onSearch: () => setDialog('new') });
  useEffect(() => {
    document.documentElement.classList.add('in-chat');
    return () => document.documentElement.classList.remove('in-chat');
  }, []);
  return (
    <div class={id === null ? 'chat shows-list' : 'chat shows-conversation'}>
      <Sidebar onNew={() => setDialog('new')} onSettings={() => setDialog('settings')} />
      <div class="chat-main">
        <ConnectionBanner />
        {id === null ? (
          <NoConversation onNew={() => setDialog('new')} />
        ) : (
          <Conversation key={id} conversationId={id} />
        )}
      </div>
      {dialog === 'new' && <NewConversation onClose={() => setDialog(null)} />}
      {dialog === 'settings' && <Settings onClose={() => setDialog(null)} />}
    </div>
  );
}
