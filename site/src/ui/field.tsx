import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  type?: 'text' | 'search' | 'password';
  name?: string;
  autoComplete?: 'username' | 'name' | 'new-password' | 'current-password' | 'off';
  /** For names of accounts: no capital at the start, no spelling. */
  literal?: boolean;
  placeholder?: string;
  /** Takes the focus when it appears. */
  autofocus?: boolean;
  /** Small print beside the label. */
  note?: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onInput: (value: string) => void;
  /** Stands inside the field at its end. */
  trailing?: ComponentChildren;
}

/** A labelled input with its error beside it. */
export function Field({ label, note, hint, error, value, onInput, trailing, ...rest }: Props) {
  const { type = 'text', name, autoComplete, placeholder, autofocus, literal = false } = rest;
  const id = useId();
  const described = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : '';
  return (
    <div class="field">
      <div class="field-label">
        <label for={id}>{label}</label>
        {note !== undefined && <span class="quiet">{note}</span>}
      </div>
      <div class="field-input">
        <input
          id={id}
          // Preact knows an input's attributes by its literal type; these three share all that is used.
          type={type as 'text'}
          name={name}
          value={value}
          placeholder={placeholder}
          autoComplete={autoComplete}
          autoCapitalize={literal ? 'none' : undefined}
          spellcheck={literal ? false : undefined}
          autofocus={autofocus}
          aria-invalid={error !== undefined}
          aria-describedby={described === '' ? undefined : described}
          onInput={event => onInput(event.currentTarget.value)}
        />
        {trailing}
      </div>
      {error !== undefined ? (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p class="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
