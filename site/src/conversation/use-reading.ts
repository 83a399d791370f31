import type { ConversationEntry } from '@parley/client';
import type { UserId } from '@parley/core';
import type { LogEvent } from '@parley/wire';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';

interface Reading {
  /** Where the unread line stands; it stays while the person reads. */
  unreadAfterSeq: number | null;
  setAtEnd: (atEnd: boolean) => void;
}

/**
 * Marks as read what is really seen: only at the end of the list and only while the page is visible. The
 * unread line shows how far that was when the conversation, or the page, was last turned to.
 */
export function useReading(
  entry: ConversationEntry | undefined,
  events: readonly LogEvent[],
  me: UserId,
): Reading {
  const { client } = useModel();
  const [atEnd, setAtEndState] = useState(false);
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  const readSeq = entry?.readSeq ?? 0;
  const [unreadAfterSeq, setUnreadAfterSeq] = useState<number | null>(() =>
    (entry?.unreadCount ?? 0) > 0 ? readSeq : null,
  );
  const id = entry?.conversationId;
  const lastSeq = events.at(-1)?.seq ?? 0;

  useEffect(() => {
    const onVisible = () => {
      const now = document.visibilityState === 'visible';
      if (!now && id !== undefined) {
        setUnreadAfterSeq(client.conversations.get(id)?.readSeq ?? null);
      }
      setVisible(now);
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [client, id]);

  useEffect(() => {
    if (id !== undefined && visible && atEnd && lastSeq > readSeq) client.markRead(id, lastSeq);
  }, [client, id, visible, atEnd, lastSeq, readSeq]);

  // Who answers has seen what is above.
  const last = events.at(-1);
  const answered = last?.type === 'message' && last.senderId === me;
  useEffect(() => {
    if (answered && visible) setUnreadAfterSeq(null);
  }, [answered, visible]);

  const setAtEnd = useCallback((value: boolean) => setAtEndState(value), []);
  return { unreadAfterSeq, setAtEnd };
}
