import type { Receipts } from '@parley/client';
import type { UserId } from '@parley/core';
import { type Model, useModel } from '../model/model.ts';
import { nameOf, nameOrYou } from '../model/names.ts';
import { hueOf } from '../text/initials.ts';
import { RichText } from '../text/rich-text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { FailedActions } from './failed-actions.tsx';
import type { MessageRow, PendingRow } from './rows.ts';
import { pendingTick, Tick } from './tick.tsx';

interface Props {
  row: MessageRow | PendingRow;
  /** Whether names and pictures are needed: more than two may be talking. */
  named: boolean;
  receipts: Receipts | undefined;
}

/** A message: own ones at the right, others' at the left with who wrote them above their first. */
export function MessageBubble({ row, named, receipts }: Props) {
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
              {own && <OwnTick row={row} receipts={receipts} />}
            </span>
          </p>
        </div>
        {failed && row.kind === 'pending' && <FailedActions message={row.message} />}
      </div>
    </article>
  );
}

/** How far an own message has come; where several could read it, who has. */
function OwnTick({ row, receipts }: Omit<Props, 'named'>) {
  const model = useModel();
  if (row.kind === 'pending') return <Tick state={pendingTick(row.message.state)} />;
  const { seq } = row.event;
  if (receipts === undefined) return <Tick state="sent" />;
  const readers = receipts.positions.size > 1 ? receipts.readersOf(seq) : [];
  return (
    <Tick
      state={receipts.receiptOf(seq)}
      more={readers.length > 0 ? readBy(readers, model) : null}
    />
  );
}

/** So many are named; more are counted. */
const NAMED_READERS = 8;

function readBy(readers: readonly UserId[], model: Model): string {
  const t = model.t.value;
  const names = readers.slice(0, NAMED_READERS).map(userId => nameOf(userId, model));
  const others = readers.length - names.length;
  if (others > 0) names.push(t('andOthers', { count: others }));
  const list = new Intl.ListFormat(model.preferences.language.value, { type: 'conjunction' });
  return t('readBy', { names: list.format(names) });
}
