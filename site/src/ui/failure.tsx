import { TriangleAlert } from 'lucide-preact';
import { useTexts } from '../model/model.ts';

/** Something could not be loaded: what, and a way to try again. */
export function Failure({ text, onRetry }: { text: string; onRetry?: () => void }) {
  const t = useTexts();
  return (
    <div class="failure" role="alert">
      <TriangleAlert size={20} aria-hidden="true" />
      <p>{text}</p>
      {onRetry !== undefined && (
        <button type="button" class="button small" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}
