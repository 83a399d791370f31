import type { UserView } from '@parley/wire';
import type { ComponentChildren } from 'preact';
import { errorText } from '../model/error-text.ts';
import { useTexts } from '../model/model.ts';
import { Failure } from '../ui/failure.tsx';
import { Field } from '../ui/field.tsx';
import { PersonRow } from '../ui/person-row.tsx';
import { usePeopleSearch } from './use-people-search.ts';

interface Props {
  onPick: (user: UserView) => void;
  /** Stands at the end of a person's row. */
  mark?: (user: UserView) => ComponentChildren;
}

/** Finds people by the beginning of their name; a row picks one. */
export function PeopleSearch({ onPick, mark }: Props) {
  const t = useTexts();
  const { query, setQuery, found, error } = usePeopleSearch();
  return (
    <div class="people-search">
      <Field
        label={t('searchPeople')}
        type="search"
        autoComplete="off"
        literal
        placeholder={t('searchPeopleHint')}
        value={query}
        onInput={setQuery}
        autofocus
      />
      {error !== null && <Failure text={errorText(error, t)} />}
      {query.trim() === '' && <p class="empty-note">{t('typeToSearch')}</p>}
      {found !== null && found.length === 0 && query.trim() !== '' && (
        <p class="empty-note" role="status">
          {t('nobodyFound', { query: query.trim() })}
        </p>
      )}
      <ul class="person-list">
        {(found ?? []).map(user => (
          <li key={user.userId}>
            <button type="button" class="person-row pickable" onClick={() => onPick(user)}>
              <PersonRow user={user}>{mark?.(user)}</PersonRow>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
