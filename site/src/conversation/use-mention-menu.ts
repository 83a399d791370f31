import type { ConversationEntry } from '@parley/client';
import type { UserId } from '@parley/core';
import type { UserView } from '@parley/wire';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mentionBefore, mentionedIn } from '../text/mentions.ts';
import { useMentionables } from './use-mentionables.ts';

export interface MentionMenu {
  /** What is offered; empty: there is no menu. */
  items: readonly UserView[];
  /** Which of them Enter takes. */
  active: number;
  /** The caret or the text has moved. */
  follow: () => void;
  /** Returns whether the key was for the menu. */
  onKey: (key: string) => boolean;
  choose: (user: UserView) => void;
  /** Whom a text mentions. */
  mentionsOf: (text: string) => UserId[];
}

/** Completes names after an `@` in a text area. `write` puts in a text and where the caret then stands. */
export function useMentionMenu(
  entry: ConversationEntry | undefined,
  input: RefObject<HTMLTextAreaElement | null>,
  write: (text: string, caret: number) => void,
): MentionMenu {
  const [written, setWritten] = useState<{ from: number; prefix: string } | null>(null);
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const { offered, people } = useMentionables(entry, written?.prefix ?? null);
  const items = written === null || written.from === closedAt ? [] : offered;
  // Another list has another first.
  useEffect(() => setActive(0), [written?.prefix]);

  const choose = (user: UserView) => {
    const area = input.current;
    if (area === null || written === null) return;
    const before = `${area.value.slice(0, written.from)}@${user.name} `;
    write(before + area.value.slice(area.selectionStart), before.length);
    setWritten(null);
  };
  const onKey = (key: string): boolean => {
    const user = items[active];
    if (user === undefined) return false;
    if (key === 'ArrowDown') setActive((active + 1) % items.length);
    else if (key === 'ArrowUp') setActive((active + items.length - 1) % items.length);
    else if (key === 'Enter' || key === 'Tab') choose(user);
    else if (key === 'Escape') setClosedAt(written?.from ?? null);
    else return false;
    return true;
  };
  const follow = () => {
    const area = input.current;
    const caret = area?.selectionStart === area?.selectionEnd ? area?.selectionStart : undefined;
    const now = area && caret !== undefined ? mentionBefore(area.value, caret) : null;
    if (now === null) setClosedAt(null);
    setWritten(now);
  };
  return { items, active, follow, onKey, choose, mentionsOf: text => mentionedIn(text, people) };
}
