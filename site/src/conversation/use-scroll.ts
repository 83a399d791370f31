import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.ts';
import type { TimelineView } from './use-timeline.ts';

/** So close to the end counts as being there: new messages are followed. */
const NEAR_END = 100;
/** So close to the start older messages are loaded. */
const NEAR_START = 600;

interface Input {
  list: RefObject<VirtualizerHandle | null>;
  /** What stands after the last row. */
  end: RefObject<HTMLElement | null>;
  timeline: TimelineView;
  rows: readonly Row[];
  sentCount: number;
  onAtEnd: (atEnd: boolean) => void;
}

interface Scroll {
  atEnd: boolean;
  /** Rows were put in front in this very drawing: the list keeps its distance to the end. */
  shift: boolean;
  onScroll: (offset: number) => void;
  onResize: () => void;
  toEnd: () => void;
}

/**
 * Where the list stands: it opens at the unread line or the end, follows new messages only when it is at
 * the end, goes there when the person writes, and loads older pages without moving what is in view.
 */
export function useScroll({ list, end, timeline, rows, sentCount, onAtEnd }: Input): Scroll {
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const opened = useRef(false);
  const sentBefore = useRef(sentCount);
  const firstSeqBefore = useRef(timeline.events[0]?.seq);
  const firstSeq = timeline.events[0]?.seq;
  const before = firstSeqBefore.current;
  const shift = firstSeq !== undefined && before !== undefined && firstSeq < before;

  const lastOffset = useRef(0);

  const become = useCallback(
    (value: boolean) => {
      following.current = value;
      setAtEnd(value);
      onAtEnd(value);
    },
    [onAtEnd],
  );
  // Short conversations never scroll, and rows are measured late: the end itself says when it is in view.
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) become(true);
      },
      { root: end.current.parentElement, rootMargin: `0px 0px ${NEAR_END}px 0px` },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [end, become]);
  const toEnd = useCallback(() => {
    become(true);
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [list, rows.length, become]);

  useLayoutEffect(() => {
    firstSeqBefore.current = firstSeq;
    const handle = list.current;
    if (handle === null || rows.length === 0) return;
    const unreadAt = opened.current ? -1 : rows.findIndex(row => row.kind === 'unread');
    opened.current = true;
    const sent = sentCount !== sentBefore.current;
    sentBefore.current = sentCount;
    if (unreadAt >= 0) {
      become(false);
      handle.scrollToIndex(unreadAt, { align: 'start', offset: -64 });
    } else if (sent) toEnd();
    else if (following.current && !shift) handle.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows, sentCount, firstSeq, shift, list, toEnd, become]);

  const onScroll = (offset: number) => {
    const handle = list.current;
    if (handle === null) return;
    const near = leftBelow(handle, offset) < NEAR_END;
    // Only who scrolls up leaves the end: a long message that just came in has not moved anybody.
    const up = offset < lastOffset.current;
    lastOffset.current = offset;
    if (near !== following.current && (near || up)) become(near);
    const wanted = offset < NEAR_START && timeline.hasOlder && !timeline.loadingOlder;
    if (wanted && timeline.state === 'ready') timeline.loadOlder();
  };
  const onResize = () => {
    // The composer grew, a keyboard opened: what was at the end stays there.
    if (following.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  };
  return { atEnd, shift, onScroll, onResize, toEnd };
}

/** Pixels between what is in view and the end of the list. */
function leftBelow(handle: VirtualizerHandle, offset: number): number {
  return handle.scrollSize - handle.viewportSize - offset;
}
