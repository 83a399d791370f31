import type { PendingMessage, Timeline, TimelineState } from '@parley/client';
import type { ConversationId, ParleyError } from '@parley/core';
import type { LogEvent } from '@parley/wire';
import { useEffect, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';

/** More unread messages than this are not loaded to show where they begin. */
const MOST_UNREAD = 200;

/**
 * A timeline as it is at one moment. A new object for every change: components that read signals are
 * drawn again only when what they are given is another thing.
 */
export interface TimelineView {
  readonly state: TimelineState;
  readonly error: ParleyError | null;
  readonly events: readonly LogEvent[];
  readonly pending: readonly PendingMessage[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  /** Loads another older page; what becomes of it shows in the next view. */
  readonly loadOlder: () => void;
}

/** An open timeline, closed with its component. The id must not change. */
export function useTimeline(conversationId: ConversationId): TimelineView {
  const { client } = useModel();
  const [timeline] = useState(() => client.open(conversationId));
  const [view, setView] = useState(() => viewOf(timeline));
  useEffect(() => {
    const unsubscribe = timeline.onChange(() => setView(viewOf(timeline)));
    const unread = client.conversations.get(conversationId)?.unreadCount ?? 0;
    timeline.ready
      .then(async () => {
        const missing = unread + 5 - timeline.events.length;
        if (missing > 0 && unread <= MOST_UNREAD) await timeline.loadOlder(missing);
      })
      // `state` tells it, and scrolling up tries again.
      .catch(() => {});
    setView(viewOf(timeline));
    return () => {
      unsubscribe();
      timeline.close();
    };
  }, [client, conversationId, timeline]);
  return view;
}

function viewOf(timeline: Timeline): TimelineView {
  const { state, error, events, pending, hasOlder, loadingOlder } = timeline;
  const loadOlder = () => {
    timeline.loadOlder().catch(() => {});
  };
  return { state, error, events, pending, hasOlder, loadingOlder, loadOlder };
}
