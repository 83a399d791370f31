import type { ConversationEntry } from '@parley/client';
import { useMemo, useRef } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useModel, useTexts } from '../model/model.ts';
import { useNow } from '../use-now.ts';
import { Announcer } from './announcer.tsx';
import { JumpToLatest } from './jump-to-latest.tsx';
import { ListRow } from './list-row.tsx';
import { OlderMessages } from './older-messages.tsx';
import { buildRows, type Row } from './rows.ts';
import { useReading } from './use-reading.ts';
import { useScroll } from './use-scroll.ts';
import type { TimelineView } from './use-timeline.ts';

/** Height of what stands above the first row; `messages.css` knows it too. */
const START_HEIGHT = 88;

interface Props {
  timeline: TimelineView;
  entry: ConversationEntry | undefined;
  title: string;
  /** Grows when the person sends something: the list goes to its end. */
  sentCount: number;
}

/** What was said, newest at the end; only the rows in view exist. */
export function MessageList({ timeline, entry, title, sentCount }: Props) {
  const model = useModel();
  const t = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const end = useRef<HTMLDivElement>(null);
  const { events, pending } = timeline;
  const me = model.me.value?.userId ?? '';
  const nowMs = useNow(60_000);
  const reading = useReading(entry, events, me);
  const { unreadAfterSeq } = reading;
  const rows = useMemo(
    () => buildRows({ events, pending, me, unreadAfterSeq }),
    [events, pending, me, unreadAfterSeq],
  );
  const scroll = useScroll({ list, end, timeline, rows, sentCount, onAtEnd: reading.setAtEnd });
  const named = entry?.kind !== 'direct';
  const receipts = entry?.receipts;
  return (
    <div class="messages-frame">
      {/* It is named a log, but speaks through the announcer: rows that scroll into view are not news. */}
      <div
        ref={scroller}
        class="messages"
        role="log"
        aria-label={t('messages')}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to be able to scroll it
        tabIndex={0}
      >
        <div class="messages-spacer" />
        <OlderMessages timeline={timeline} title={title} />
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          startMargin={START_HEIGHT}
          shift={scroll.shift}
          data={rows}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {(row: Row) => (
            <ListRow key={row.key} row={row} named={named} nowMs={nowMs} receipts={receipts} />
          )}
        </Virtualizer>
        <div ref={end} />
      </div>
      {!scroll.atEnd && <JumpToLatest count={entry?.unreadCount ?? 0} onClick={scroll.toEnd} />}
      <Announcer events={events} />
    </div>
  );
}
