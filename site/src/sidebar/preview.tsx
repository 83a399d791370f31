import type { ConversationEntry } from '@parley/client';
import { useEffect } from 'preact/hooks';
import { Tick } from '../conversation/tick.tsx';
import { useModel, useTexts } from '../model/model.ts';
import { nameOf } from '../model/names.ts';
import { noticeText } from '../model/notice-text.ts';

/** One line of what was last said, or of what is being written. */
export function Preview({ entry, current }: { entry: ConversationEntry; current: boolean }) {
  const model = useModel();
  const t = useTexts();
  const draft = model.drafts.all.value.get(entry.conversationId);
  const { conversationId, lastEvent, kind, receipts } = entry;
  const own = lastEvent?.type === 'message' && lastEvent.senderId === model.me.value?.userId;
  useEffect(() => {
    if (own) return model.client.watchReceipts(conversationId);
  }, [model, conversationId, own]);
  if (draft !== undefined && !current) {
    return (
      <span class="row-preview">
        <span class="draft-mark">{t('draft')}:</span> {draft}
      </span>
    );
  }
  if (lastEvent === null) return <span class="row-preview">{t('noMessages')}</span>;
  if (lastEvent.type !== 'message') {
    return <span class="row-preview">{noticeText(lastEvent, model)}</span>;
  }
  return (
    <span class="row-preview">
      {own && (
        <span class="row-tick">
          <Tick state={receipts.receiptOf(lastEvent.seq)} size={14} />
        </span>
      )}
      {kind !== 'direct' && `${own ? t('you') : nameOf(lastEvent.senderId, model)}: `}
      {lastEvent.body.text}
    </span>
  );
}
