import { CloudOff, RefreshCw } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { useModel, useTexts } from './model/model.ts';
import { useNow } from './use-now.ts';

/** A short interruption is not worth a word. */
const PATIENCE_MS = 2_000;

/** Says that there is no connection, what that means, and when the next try is. */
export function ConnectionBanner() {
  const { status, client } = useModel();
  const t = useTexts();
  const { state, retryAtMs, error } = status.value;
  const away = state !== 'online';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(away), away ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [away]);
  const nowMs = useNow(away ? 500 : null);
  if (!shown || !away) return null;
  const seconds = retryAtMs === null ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1_000));
  const retry = () => {
    client.connect().catch(() => {});
  };
  const stopped = state === 'offline' && retryAtMs === null && error !== null;
  return (
    <div class="banner" role="status">
      <CloudOff size={18} aria-hidden="true" />
      <p>
        {stopped ? t('connectionRefused', { message: error.message }) : t('offline')}{' '}
        {/* The countdown is for the eye only: read out every second it would be noise. */}
        <span class="quiet" aria-hidden="true">
          {state === 'connecting' ? t('connecting') : null}
          {seconds > 0 ? t('nextTry', { seconds }) : null}
        </span>
      </p>
      {state === 'offline' && (
        <button type="button" class="button small" onClick={retry}>
          <RefreshCw size={15} aria-hidden="true" />
          {t('retryNow')}
        </button>
      )}
    </div>
  );
}
