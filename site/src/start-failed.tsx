import type { Translate } from './i18n/translator.ts';
import { Logo } from './ui/logo.tsx';

/** When not even the configuration could be loaded. */
export function StartFailed({ t, onRetry }: { t: Translate; onRetry: () => void }) {
  return (
    <main class="start-failed">
      <Logo />
      <h1>{t('startFailed')}</h1>
      <p>{t('startFailedMore')}</p>
      <button type="button" class="button primary" onClick={onRetry}>
        {t('retry')}
      </button>
    </main>
  );
}
