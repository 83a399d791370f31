import { useEffect } from 'preact/hooks';
import { useModel } from './model/model.ts';

/** Alt+↑ and Alt+↓ go through the conversations; Ctrl+K or ⌘K searches people. */
export function useShortcuts({ onSearch }: { onSearch: () => void }): void {
  const { route, list } = useModel();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const search = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      if (search) onSearch();
      else if (event.altKey && !event.shiftKey && step !== 0) {
        const { items } = list.peek();
        const open = route.conversationId.peek();
        const at = items.findIndex(item => item.conversationId === open);
        const next = items[at < 0 ? 0 : at + step];
        if (next !== undefined) route.open(next.conversationId);
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [route, list, onSearch]);
}
