import type { UserId } from '@parley/core';
import { useModel } from '../model/model.ts';
import { linkify } from './linkify.ts';
import { splitMentions } from './mentions.ts';

interface Props {
  text: string;
  mentions?: readonly UserId[] | undefined;
}

/** A text as it was written: line breaks by CSS, addresses as links, names marked, and no other markup. */
export function RichText({ text, mentions = [] }: Props) {
  return (
    <>
      {linkify(text).map(part =>
        part.kind === 'text' ? (
          <WithMentions text={part.text} mentions={mentions} />
        ) : (
          <a href={part.url} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}

function WithMentions({ text, mentions }: { text: string; mentions: readonly UserId[] }) {
  const { client, me, people } = useModel();
  if (mentions.length === 0) return <>{text}</>;
  // Read so that the names are marked when they become known.
  const known = people.value >= 0 ? mentions.flatMap(id => client.users.peek(id) ?? []) : [];
  return (
    <>
      {splitMentions(text, known).map(part =>
        part.userId === null ? (
          part.text
        ) : (
          <span class={part.userId === me.value?.userId ? 'mention me' : 'mention'}>
            {part.text}
          </span>
        ),
      )}
    </>
  );
}
