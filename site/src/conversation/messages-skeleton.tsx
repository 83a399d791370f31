import { useTexts } from '../model/model.ts';

/** Where messages will be. */
export function MessagesSkeleton() {
  const t = useTexts();
  return (
    <div class="messages-skeleton" role="status" aria-label={t('loading')}>
      {[38, 54, 26, 44, 33].map((width, at) => (
        <span
          key={width}
          class={at % 3 === 2 ? 'skeleton bubble-skeleton own' : 'skeleton bubble-skeleton'}
          style={`width:${width}%`}
        />
      ))}
    </div>
  );
}
