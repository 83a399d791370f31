import type { ConversationEntry } from '@parley/client';
import type { ConversationId, UserId } from '@parley/core';
import { DEFAULT_LIMITS } from '@parley/wire';
import { ArrowUp } from 'lucide-preact';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useModel, useTexts } from '../model/model.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { MENTION_LIST_ID, MentionList, mentionOptionId } from './mention-list.tsx';
import { useMentionMenu } from './use-mention-menu.ts';

const MAX_CHARS = DEFAULT_LIMITS.textChars;
/** The counter appears when so many are left. */
const COUNT_FROM = 500;

interface Props {
  conversationId: ConversationId;
  entry: ConversationEntry | undefined;
  title: string;
  onSend: (text: string, mentions: UserId[]) => void;
}

/** Where one writes. What is not sent is kept as the conversation's draft, also over a reload. */
export function Composer({ conversationId, entry, title, onSend }: Props) {
  const { drafts } = useModel();
  const t = useTexts();
  const [text, setText] = useState(() => drafts.all.peek().get(conversationId) ?? '');
  const input = useRef<HTMLTextAreaElement>(null);
  /** Where the caret goes with the next text. */
  const caretAt = useRef<number | null>(null);
  // As the server counts: characters, not UTF-16 units.
  const left =
    text.length < MAX_CHARS - COUNT_FROM ? MAX_CHARS : MAX_CHARS - Array.from(text.trim()).length;
  const sendable = text.trim() !== '' && left >= 0;

  const write = (next: string) => {
    setText(next);
    drafts.set(conversationId, next);
  };
  const mention = useMentionMenu(entry, input, (next, caret) => {
    write(next);
    caretAt.current = caret;
  });
  const send = () => {
    if (!sendable) return;
    onSend(text.trim(), mention.mentionsOf(text));
    write('');
    input.current?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a candidate; 229 is how older browsers say so.
    const composing = event.isComposing || event.keyCode === 229;
    if (composing) return;
    if (!event.shiftKey && mention.onKey(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || isTouch()) return;
    event.preventDefault();
    send();
  };

  useEffect(() => {
    if (!isTouch()) input.current?.focus();
  }, []);
  // The text is what the height depends on.
  useLayoutEffect(() => {
    const area = input.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    if (caretAt.current === null) return;
    area.setSelectionRange(caretAt.current, caretAt.current);
    caretAt.current = null;
  }, [text]);

  const offering = mention.items.length > 0;

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-box">
        {offering && <MentionList menu={mention} />}
        <textarea
          ref={input}
          rows={1}
          aria-label={t('message')}
          placeholder={t('writeTo', { name: title })}
          value={text}
          aria-autocomplete="list"
          aria-controls={offering ? MENTION_LIST_ID : undefined}
          aria-activedescendant={offering ? mentionOptionId(mention.active) : undefined}
          onInput={event => {
            write(event.currentTarget.value);
            mention.follow();
          }}
          onSelect={mention.follow}
          onKeyDown={onKeyDown}
          enterkeyhint={isTouch() ? 'enter' : 'send'}
        />
        {left <= COUNT_FROM && (
          <span class={left < 0 ? 'char-count over' : 'char-count'} role="status">
            {left < 0 ? t('tooLong', { count: -left }) : t('charactersLeft', { count: left })}
          </span>
        )}
        <IconButton class={sendable ? 'send ready' : 'send'} label={t('send')} onClick={send}>
          <ArrowUp size={20} strokeWidth={2.4} aria-hidden="true" />
        </IconButton>
      </div>
    </form>
  );
}

/** On a touch keyboard Enter breaks the line, and the button sends. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
