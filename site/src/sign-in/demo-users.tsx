import { useState } from 'preact/hooks';
import type { DemoUser } from '../config.ts';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';

/** One click in, where the server offers it. */
export function DemoUsers() {
  const { config, client } = useModel();
  const t = useTexts();
  const [error, setError] = useState<string | null>(null);
  if (config.demo === null) return null;
  const enter = async ({ name, password }: DemoUser) => {
    setError(null);
    try {
      await client.signIn({ name, password });
    } catch (cause) {
      setError(errorText(cause, t));
    }
  };
  return (
    <section class="demo-users" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('tryAs')}</h2>
      <div class="demo-list">
        {config.demo.users.map(user => (
          <button key={user.name} type="button" class="demo-user" onClick={() => void enter(user)}>
            <Avatar id={user.name} name={user.displayName} size={32} />
            {user.displayName}
          </button>
        ))}
      </div>
      {error !== null && (
        <p class="form-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
