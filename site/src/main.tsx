import '@fontsource-variable/figtree/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/sign-in.css';
import './styles/layout.css';
import './styles/sidebar.css';
import './styles/conversation.css';
import './styles/messages.css';
import './styles/composer.css';
import './styles/presence.css';
import './styles/dialogs.css';
import { createClient } from '@parley/client';
import { browserOptions } from '@parley/client/browser';
import { render } from 'preact';
import { App } from './app.tsx';
import { addressesOf, loadConfig } from './config.ts';
import { deviceName } from './device-name.ts';
import { translator } from './i18n/translator.ts';
import { createModel, type Model } from './model/model.ts';
import { createPreferences } from './model/preferences.ts';
import { StartFailed } from './start-failed.tsx';

const root = document.getElementById('app') ?? document.body;
const preferences = createPreferences(localStorage, navigator.languages);

async function start(): Promise<Model> {
  const config = await loadConfig();
  const client = createClient({
    ...addressesOf(config, location),
    ...browserOptions(),
    deviceName: deviceName(navigator.userAgent),
  });
  await client.restore();
  return createModel(client, config, preferences);
}

async function run(): Promise<void> {
  try {
    const model = await start();
    render(<App model={model} />, root);
  } catch {
    const t = translator(preferences.language.value);
    render(<StartFailed t={t} onRetry={() => void run()} />, root);
  }
}

void run();
