import type { PresenceMode } from '@parley/wire';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';
import { Segmented } from '../ui/segmented.tsx';

/** How one wants to be seen, on all devices. */
export function PresenceSetting() {
  const { client, presence } = useModel();
  const t = useTexts();
  const [error, setError] = useState<unknown>(null);
  const mode = presence.value >= 0 ? client.presence.mode : null;
  const choose = (next: PresenceMode) => {
    setError(null);
    client.setPresenceMode(next).catch(setError);
  };
  if (mode === null) return null;
  return (
    <section class="setting">
      <h3>{t('status')}</h3>
      <Segmented<PresenceMode>
        label={t('status')}
        value={mode}
        onChange={choose}
        options={[
          { value: 'auto', name: t('online') },
          { value: 'busy', name: t('busy') },
          { value: 'invisible', name: t('invisible') },
        ]}
      />
      {mode === 'invisible' && <p class="quiet">{t('invisibleMore')}</p>}
      {error !== null && <Failure text={errorText(error, t)} />}
    </section>
  );
}
