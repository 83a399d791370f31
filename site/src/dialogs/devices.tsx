import type { SessionView } from '@parley/wire';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';

/** Where one is signed in; the others can be signed out from here. */
export function Devices() {
  const { client, time } = useModel();
  const t = useTexts();
  const [sessions, setSessions] = useState<readonly SessionView[]>([]);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(async () => {
    setError(null);
    try {
      setSessions(await client.api.listSessions());
    } catch (cause) {
      setError(cause);
    }
  }, [client]);
  useEffect(() => {
    void load();
  }, [load]);
  const endOthers = async () => {
    try {
      await client.api.endOtherSessions();
      await load();
    } catch (cause) {
      setError(cause);
    }
  };
  const nowMs = Date.now();
  return (
    <section class="setting">
      <h3>{t('devices')}</h3>
      {error !== null && <Failure text={errorText(error, t)} onRetry={() => void load()} />}
      <ul class="device-list">
        {sessions.map(session => (
          <li key={session.sessionId}>
            <span>{session.deviceName}</span>
            <span class="quiet">
              {session.current
                ? t('thisDevice')
                : t('lastSeen', { when: time.value.short(session.lastSeenAtMs, nowMs) })}
            </span>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <button type="button" class="button small" onClick={() => void endOthers()}>
          {t('signOutOthers')}
        </button>
      )}
    </section>
  );
}
