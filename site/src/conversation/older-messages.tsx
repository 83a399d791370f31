import { useTexts } from '../model/model.ts';
import type { TimelineView } from './use-timeline.ts';

interface Props {
  timeline: TimelineView;
  title: string;
}

/** What stands above the oldest row that is there: more is coming, or this is the beginning. */
export function OlderMessages({ timeline, title }: Props) {
  const t = useTexts();
  const { hasOlder, loadingOlder } = timeline;
  return (
    <div class="messages-start">
      {!hasOlder && (
        <>
          <p class="start-title">{t('beginning', { name: title })}</p>
          {timeline.events.length === 0 && <p class="quiet">{t('beginningMore')}</p>}
        </>
      )}
      {hasOlder && loadingOlder && (
        <span class="spinner" role="status" aria-label={t('loadingOlder')} />
      )}
      {hasOlder && !loadingOlder && (
        <button type="button" class="link" onClick={timeline.loadOlder}>
          {t('showMore')}
        </button>
      )}
    </div>
  );
}
