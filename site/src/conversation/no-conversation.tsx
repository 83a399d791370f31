import { useModel, useTexts } from '../model/model.ts';
import { Logo } from '../ui/logo.tsx';

/** Beside the list while no conversation is chosen. */
export function NoConversation({ onNew }: { onNew: () => void }) {
  const { me } = useModel();
  const t = useTexts();
  return (
    <main class="no-conversation">
      <Logo size={56} />
      <h1>{t('welcome', { name: me.value?.displayName ?? '' })}</h1>
      <p class="quiet">{t('welcomeMore')}</p>
      <button type="button" class="button primary" onClick={onNew}>
        {t('newConversation')}
      </button>
    </main>
  );
}
