import type { ComponentChildren } from 'preact';

interface Props {
  /** What it does; its name and its tip. */
  label: string;
  onClick: () => void;
  children: ComponentChildren;
  class?: string;
  pressed?: boolean;
}

export function IconButton({ label, onClick, children, class: more = '', pressed }: Props) {
  return (
    <button
      type="button"
      class={`icon-button ${more}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
