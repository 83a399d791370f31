import { useEffect } from 'preact/hooks';
import { useModel } from './model/model.ts';

/** That many conversations are made ready. */
const MOST = 15;

/**
 * Loads the newest page of the most recent conversations, one after the other, once the list is there:
 * then opening one shows it at once.
 */
export function useWarmUp(): void {
  const { client, list, status } = useModel();
  const ready = list.value.loaded && status.value.state === 'online';
  useEffect(() => {
    if (!ready) return;
    let wanted = true;
    const warmUp = async () => {
      for (const { conversationId } of list.peek().items.slice(0, MOST)) {
        if (!wanted) return;
        const timeline = client.open(conversationId);
        // What cannot be loaded now is loaded when it is opened.
        await timeline.ready.catch(() => {});
        timeline.close();
      }
    };
    void warmUp();
    return () => {
      wanted = false;
    };
  }, [client, list, ready]);
}
