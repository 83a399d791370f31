import type { LogEvent } from '@parley/wire';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useModel } from '../model/model.ts';
import { nameOf } from '../model/names.ts';

/** Reads new messages of others out: the page's only live region for them. */
export function Announcer({ events }: { events: readonly LogEvent[] }) {
  const model = useModel();
  const last = events.at(-1);
  const heardSeq = useRef(last?.seq ?? 0);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (last === undefined || last.seq <= heardSeq.current) return;
    heardSeq.current = last.seq;
    const foreign = last.type === 'message' && last.senderId !== model.me.peek()?.userId;
    if (foreign) setSaid(`${nameOf(last.senderId, model)}: ${last.body.text}`);
  }, [last, model]);
  return (
    <p class="sr-only" aria-live="polite">
      {said}
    </p>
  );
}
