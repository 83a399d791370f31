import type { Receipts } from '@parley/client';
import { useModel, useTexts } from '../model/model.ts';
import { noticeText } from '../model/notice-text.ts';
import { MessageBubble } from './message-bubble.tsx';
import type { Row } from './rows.ts';

interface Props {
  row: Row;
  /** Whether names and pictures are needed: more than two may be talking. */
  named: boolean;
  nowMs: number;
  receipts: Receipts | undefined;
}

/** Any row between the first and the last message. */
export function ListRow({ row, named, nowMs, receipts }: Props) {
  const model = useModel();
  const t = useTexts();
  switch (row.kind) {
    case 'day':
      return (
        <div class="day-line">
          <span>{model.time.value.day(row.atMs, nowMs)}</span>
        </div>
      );
    case 'unread':
      return (
        <div class="unread-line">
          <span>{t('newMessages', { count: row.count })}</span>
        </div>
      );
    case 'notice':
      return (
        <p class="notice-line" title={model.time.value.exact(row.event.createdAtMs)}>
          {noticeText(row.event, model)}
        </p>
      );
    case 'message':
    case 'pending':
      return <MessageBubble row={row} named={named} receipts={receipts} />;
  }
}
