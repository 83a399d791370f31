import type { ConversationId } from '@parley/core';
import type { UserView } from '@parley/wire';
import { useState } from 'preact/hooks';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';
import { PeopleSearch } from './people-search.tsx';

/** Picking a person opens the conversation with them, new or not. */
export function NewDirect({ onOpen }: { onOpen: (id: ConversationId) => void }) {
  const { client } = useModel();
  const t = useTexts();
  const [error, setError] = useState<unknown>(null);
  const pick = async ({ userId }: UserView) => {
    setError(null);
    try {
      onOpen((await client.api.openDirect(userId)).conversationId);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      {error !== null && <Failure text={errorText(error, t)} />}
      <PeopleSearch onPick={user => void pick(user)} />
    </>
  );
}
