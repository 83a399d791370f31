import type { Timeline } from '@parley/client';
import type { ConversationId } from '@parley/core';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';

/** More unread messages than this are not loaded to show where they begin. */
const MOST_UNREAD = 200;

/** An open timeline that redraws its component; closed with it. The id must not change. */
export function useTimeline(conversationId: ConversationId): Timeline {
  const { client } = useModel();
  const [timeline] = useState(() => client.open(conversationId));
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const unsubscribe = timeline.onChange(() => redraw(undefined));
    const unread = client.conversations.get(conversationId)?.unread ?? 0;
    timeline.ready
      .then(async () => {
        const missing = unread + 5 - timeline.events.length;
        if (missing > 0 && unread <= MOST_UNREAD) await timeline.loadOlder(missing);
      })
      // `timeline.state` tells it, and scrolling up tries again.
      .catch(() => {});
    redraw(undefined);
    return () => {
      unsubscribe();
      timeline.close();
    };
  }, [client, conversationId, timeline]);
  return timeline;
}
