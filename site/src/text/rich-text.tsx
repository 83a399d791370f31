import { linkify } from './linkify.ts';

/** A text as it was written: line breaks by CSS, addresses as links, and no markup of any kind. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map(part =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a href={part.url} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
