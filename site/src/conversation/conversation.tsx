import type { ConversationId, ParleyError, UserId } from '@parley/core';
import type { MessageBody } from '@parley/wire';
import { useState } from 'preact/hooks';
import { useModel, useTexts } from '../model/model.ts';
import { titleOf } from '../model/names.ts';
import { Failure } from '../ui/failure.tsx';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { DetailsPanel } from './details-panel.tsx';
import { MessageList } from './message-list.tsx';
import { MessagesSkeleton } from './messages-skeleton.tsx';
import { useTimeline } from './use-timeline.ts';

/** One conversation: who it is with, what was said, and where to say more. */
export function Conversation({ conversationId }: { conversationId: ConversationId }) {
  const model = useModel();
  const t = useTexts();
  const timeline = useTimeline(conversationId);
  const [details, setDetails] = useState(false);
  const [sentCount, setSentCount] = useState(0);
  const entry = model.list.value.items.find(item => item.conversationId === conversationId);
  const title = entry === undefined ? '' : titleOf(entry, model);

  const send = (text: string, mentions: UserId[]) => {
    const body: MessageBody = { kind: 'text', text, ...(mentions.length > 0 && { mentions }) };
    // A refusal stays in the list as a failed message, with its reason.
    model.client.send(conversationId, body).catch(() => {});
    setSentCount(count => count + 1);
  };
  const { state, error } = timeline;
  return (
    <div class={details ? 'conversation with-details' : 'conversation'}>
      <main class="conversation-main" aria-label={title}>
        <ConversationHeader
          entry={entry}
          title={title}
          details={details}
          onDetails={() => setDetails(!details)}
        />
        {state === 'gone' && <Failure text={t('timelineGone')} />}
        {state === 'failed' && <TimelineFailure error={error} onRetry={timeline.loadOlder} />}
        {state === 'loading' && <MessagesSkeleton />}
        {state === 'ready' && (
          <MessageList timeline={timeline} entry={entry} title={title} sentCount={sentCount} />
        )}
        {(state === 'ready' || state === 'loading') && (
          <Composer conversationId={conversationId} entry={entry} title={title} onSend={send} />
        )}
      </main>
      {details && entry !== undefined && (
        <DetailsPanel entry={entry} title={title} onClose={() => setDetails(false)} />
      )}
    </div>
  );
}

/** Why there are no messages; trying again is offered where it may help. */
function TimelineFailure({ error, onRetry }: { error: ParleyError | null; onRetry: () => void }) {
  const t = useTexts();
  if (error?.code === 'not_found') return <Failure text={t('timelineUnknown')} />;
  const gone = error?.code === 'not_a_member';
  return <Failure text={t(gone ? 'timelineGone' : 'timelineFailed')} onRetry={onRetry} />;
}
