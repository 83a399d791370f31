import type { ConversationEntry } from '@parley/client';
import { Check } from 'lucide-preact';
import { useModel, useTexts } from '../model/model.ts';
import { nameOf } from '../model/names.ts';
import { noticeText } from '../model/notice-text.ts';

/** One line of what was last said, or of what is being written. */
export function Preview({ entry, current }: { entry: ConversationEntry; current: boolean }) {
  const model = useModel();
  const t = useTexts();
  const draft = model.drafts.all.value.get(entry.conversationId);
  const { lastEvent, kind } = entry;
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
  const own = lastEvent.senderId === model.me.value?.userId;
  return (
    <span class="row-preview">
      {own && (
        <span class="row-tick" role="img" aria-label={t('sent')}>
          <Check size={14} aria-hidden="true" />
        </span>
      )}
      {kind !== 'direct' && `${own ? t('you') : nameOf(lastEvent.senderId, model)}: `}
      {lastEvent.body.text}
    </span>
  );
}
