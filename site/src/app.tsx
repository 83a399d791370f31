import { useEffect } from 'preact/hooks';
import { Chat } from './chat.tsx';
import { type Model, ModelContext } from './model/model.ts';
import { SignIn } from './sign-in/sign-in.tsx';

/** Signed out: the sign-in page. Signed in: the chat, connected for as long as it is shown. */
export function App({ model }: { model: Model }) {
  const userId = model.me.value?.userId;
  useEffect(() => {
    // Why it may end is in `status`; the banner tells it.
    if (userId !== undefined) model.client.connect().catch(() => {});
  }, [model, userId]);
  return (
    <ModelContext.Provider value={model}>
      {userId === undefined ? <SignIn /> : <Chat key={userId} />}
    </ModelContext.Provider>
  );
}
