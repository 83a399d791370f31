import { Check, CircleAlert, Clock3 } from 'lucide-preact';
import { useModel, useTexts } from '../model/model.ts';
import { nameOf, nameOrYou } from '../model/names.ts';
import { hueOf } from '../text/initials.ts';
import { RichText } from '../text/rich-text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { FailedActions } from './failed-actions.tsx';
import type { MessageRow, PendingRow } from './rows.ts';

/** A message: own ones at the right, others' at the left with who wrote them above their first. */
export function MessageBubble({ row, named }: { row: MessageRow | PendingRow; named: boolean }) {
  const model = useModel();
  const { own, first, last, senderId, atMs } = row;
  const body = row.kind === 'message' ? row.event.body : row.message.body;
  const failed = row.kind === 'pending' && row.message.state === 'failed';
  const pictured = named && !own;
  const classes = ['message', own && 'own', first && 'first', last && 'last', failed && 'failed'];
  return (
    <article
      class={classes.filter(Boolean).join(' ')}
      aria-label={`${nameOrYou(senderId, model)}, ${model.time.value.clock(atMs)}`}
    >
      {pictured && (
        <span class="message-picture">
          {first && <Avatar id={senderId} name={nameOf(senderId, model)} size={34} />}
        </span>
      )}
      <div class="message-column">
        <div class="bubble">
          {pictured && first && (
            <p class="message-author" style={`--hue:${hueOf(senderId)}`}>
              {nameOf(senderId, model)}
            </p>
          )}
          <p class="message-text">
            <RichText text={body.text} mentions={body.mentions} />
            <span class="message-meta">
              <time dateTime={new Date(atMs).toISOString()} title={model.time.value.exact(atMs)}>
                {model.time.value.clock(atMs)}
              </time>
              {own && <Tick row={row} />}
            </span>
          </p>
        </div>
        {failed && row.kind === 'pending' && <FailedActions message={row.message} />}
      </div>
    </article>
  );
}

/** Clock while it waits, tick when the server has it, a warning when it was refused. */
function Tick({ row }: { row: MessageRow | PendingRow }) {
  const t = useTexts();
  const state = row.kind === 'message' ? 'sent' : row.message.state;
  const label = state === 'sent' ? t('sent') : state === 'failed' ? t('failed') : t('sending');
  const Icon = state === 'sent' ? Check : state === 'failed' ? CircleAlert : Clock3;
  return (
    <span class="tick" role="img" aria-label={label} title={label} data-testid={`tick-${state}`}>
      <Icon size={13} strokeWidth={2.4} aria-hidden="true" />
    </span>
  );
}
