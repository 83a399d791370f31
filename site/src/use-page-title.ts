import { useEffect } from 'preact/hooks';
import { useModel } from './model/model.ts';

/** `(3) Parley` and a dot on the icon while something is unread. */
export function usePageTitle(): void {
  const unread = useModel().unreadTotal.value;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) Parley` : 'Parley';
    const icon = unread > 0 ? '/favicon-unread.svg' : '/favicon.svg';
    document.getElementById('favicon')?.setAttribute('href', icon);
    return () => {
      document.title = 'Parley';
    };
  }, [unread]);
}
