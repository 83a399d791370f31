import { toParleyError } from '@parley/core';
import { Eye, EyeOff } from 'lucide-preact';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';

type Errors = Partial<Record<'name' | 'displayName' | 'password' | 'form', string>>;

/** The fields of both ways in. An error stands beside the field that it is about. */
export function SignInForm({ mode }: { mode: 'sign-in' | 'sign-up' }) {
  const { client } = useModel();
  const t = useTexts();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const signUp = mode === 'sign-up';

  const submit = async () => {
    const missing: Errors = {
      ...(name.trim() === '' && { name: t('nameMissing') }),
      ...(password === '' && { password: t('passwordMissing') }),
    };
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      const credentials = { name: name.trim(), password };
      const shown = displayName.trim();
      if (!signUp) await client.signIn(credentials);
      else await client.register({ ...credentials, ...(shown !== '' && { displayName: shown }) });
    } catch (error) {
      setErrors({ [fieldOf(error)]: errorText(error, t) });
      setBusy(false);
    }
  };
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void submit();
  };

  return (
    <form class="form" onSubmit={onSubmit} noValidate>
      <Field
        label={t('name')}
        name="username"
        autoComplete="username"
        literal
        value={name}
        onInput={setName}
        error={errors.name}
        {...(signUp && { hint: t('nameHint') })}
      />
      {signUp && (
        <Field
          label={t('displayName')}
          note={t('optional')}
          name="displayName"
          autoComplete="name"
          value={displayName}
          onInput={setDisplayName}
          error={errors.displayName}
        />
      )}
      <Field
        label={t('password')}
        name="password"
        type={visible ? 'text' : 'password'}
        autoComplete={signUp ? 'new-password' : 'current-password'}
        value={password}
        onInput={setPassword}
        error={errors.password}
        trailing={
          <IconButton
            label={t(visible ? 'hidePassword' : 'showPassword')}
            onClick={() => setVisible(!visible)}
          >
            {visible ? (
              <EyeOff size={18} aria-hidden="true" />
            ) : (
              <Eye size={18} aria-hidden="true" />
            )}
          </IconButton>
        }
      />
      {errors.form !== undefined && (
        <p class="form-error" role="alert">
          {errors.form}
        </p>
      )}
      <button type="submit" class="button primary wide" aria-busy={busy}>
        {t(signUp ? 'signUp' : 'signIn')}
      </button>
    </form>
  );
}

function fieldOf(cause: unknown): keyof Errors {
  const { code, details } = toParleyError(cause);
  if (code === 'name_taken') return 'name';
  if (code === 'wrong_credentials') return 'password';
  const { field } = details;
  return field === 'name' || field === 'displayName' || field === 'password' ? field : 'form';
}
