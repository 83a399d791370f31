import { ArrowDown } from 'lucide-preact';
import { useTexts } from '../model/model.ts';

/** Back to the end, with how much is unread there. */
export function JumpToLatest({ count, onClick }: { count: number; onClick: () => void }) {
  const t = useTexts();
  const label = count > 0 ? `${t('jumpToLatest')}, ${t('unread', { count })}` : t('jumpToLatest');
  return (
    <button type="button" class="jump" aria-label={label} title={label} onClick={onClick}>
      <ArrowDown size={20} aria-hidden="true" />
      {count > 0 && (
        <span class="badge" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}
