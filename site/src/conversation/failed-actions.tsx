import type { PendingMessage } from '@parley/client';
import { errorText } from '../model/error-text.ts';
import { useModel, useTexts } from '../model/model.ts';

/** Why a message was not sent, and what can be done about it. */
export function FailedActions({ message }: { message: PendingMessage }) {
  const { client } = useModel();
  const t = useTexts();
  const { clientId, error } = message;
  return (
    <p class="failed-actions">
      <span>
        {t('failed')}
        {error !== null && `: ${errorText(error, t)}`}
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          client.retry(clientId).catch(() => {});
        }}
      >
        {t('retry')}
      </button>
      <button type="button" class="link danger" onClick={() => client.discard(clientId)}>
        {t('delete')}
      </button>
    </p>
  );
}
