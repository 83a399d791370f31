import { LogOut } from 'lucide-preact';
import { LANGUAGES, type Language } from '../i18n/translator.ts';
import { useModel, useTexts } from '../model/model.ts';
import type { Theme } from '../model/preferences.ts';
import { PresenceSetting } from '../presence/presence-setting.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Devices } from './devices.tsx';

/** Oneself, how the page looks and speaks, where one is signed in, and the way out. */
export function Settings({ onClose }: { onClose: () => void }) {
  const { me, preferences, client, config } = useModel();
  const t = useTexts();
  const user = me.value;
  return (
    <Dialog title={t('settings')} onClose={onClose}>
      {user !== null && (
        <div class="settings-me">
          <Avatar id={user.userId} name={user.displayName} size={52} />
          <span class="person-names">
            <span class="person-display">{user.displayName}</span>
            <span class="quiet">@{user.name}</span>
          </span>
        </div>
      )}
      <PresenceSetting />
      <section class="setting">
        <h3>{t('appearance')}</h3>
        <Segmented<Theme>
          label={t('appearance')}
          value={preferences.theme.value}
          onChange={theme => {
            preferences.theme.value = theme;
          }}
          options={[
            { value: 'system', name: t('themeSystem') },
            { value: 'light', name: t('themeLight') },
            { value: 'dark', name: t('themeDark') },
          ]}
        />
      </section>
      <section class="setting">
        <h3>{t('language')}</h3>
        <Segmented<Language>
          label={t('language')}
          value={preferences.language.value}
          onChange={language => {
            preferences.language.value = language;
          }}
          options={LANGUAGES.map(({ language, name }) => ({ value: language, name }))}
        />
      </section>
      <Devices />
      <footer class="settings-footer">
        <span class="quiet">{t('version', { version: config.version })}</span>
        <button type="button" class="button danger" onClick={() => void client.signOut()}>
          <LogOut size={17} aria-hidden="true" />
          {t('signOut')}
        </button>
      </footer>
    </Dialog>
  );
}
