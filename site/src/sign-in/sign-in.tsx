import { useState } from 'preact/hooks';
import { useModel, useTexts } from '../model/model.ts';
import { Logo } from '../ui/logo.tsx';
import { DemoUsers } from './demo-users.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Sign in or make an account, beside a few words on what this is. */
export function SignIn() {
  const { status } = useModel();
  const t = useTexts();
  const [mode, setMode] = useState<'sign-in' | 'sign-up'>('sign-in');
  const thrownOut = status.value.error !== null;
  const other = mode === 'sign-in' ? 'sign-up' : 'sign-in';
  return (
    <div class="sign-in">
      <header class="sign-in-brand">
        <p class="brand-name">
          <Logo size={36} />
          Parley
        </p>
        <div class="brand-words">
          <p class="tagline">{t('tagline')}</p>
          <p>{t('taglineMore')}</p>
        </div>
        <LogMotif />
      </header>
      <main class="sign-in-main">
        <div class="sign-in-card">
          <h1>{t(mode === 'sign-in' ? 'signInTitle' : 'signUpTitle')}</h1>
          {thrownOut && <p class="notice-box">{t('signedOutElsewhere')}</p>}
          <SignInForm key={mode} mode={mode} />
          <p class="sign-in-other">
            {t(mode === 'sign-in' ? 'noAccount' : 'haveAccount')}{' '}
            <button type="button" class="link" onClick={() => setMode(other)}>
              {t(other === 'sign-in' ? 'signIn' : 'signUp')}
            </button>
          </p>
          {mode === 'sign-in' && <DemoUsers />}
        </div>
      </main>
    </div>
  );
}

/** A log: one line, entries in order, none missing. Decoration only. */
function LogMotif() {
  const widths = [150, 220, 96, 180, 128];
  return (
    <svg class="log-motif" viewBox="0 0 320 220" aria-hidden="true">
      <path d="M18 8v204" />
      {widths.map((width, at) => (
        <g key={width} transform={`translate(0 ${22 + at * 44})`}>
          <circle cx="18" r="6" />
          <rect x="44" y="-13" width={width} height="26" rx="13" />
        </g>
      ))}
    </svg>
  );
}
