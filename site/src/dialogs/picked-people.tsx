import type { UserView } from '@parley/wire';
import { Check, X } from 'lucide-preact';
import { useTexts } from '../model/model.ts';
import { PeopleSearch } from './people-search.tsx';

interface Props {
  picked: readonly UserView[];
  onChange: (picked: readonly UserView[]) => void;
}

/** Several people: those picked as chips, and the search to pick more. */
export function PickedPeople({ picked, onChange }: Props) {
  const t = useTexts();
  const has = (user: UserView) => picked.some(one => one.userId === user.userId);
  const without = (user: UserView) => picked.filter(one => one.userId !== user.userId);
  return (
    <>
      {picked.length > 0 && (
        <ul class="chips" aria-label={t('members')}>
          {picked.map(user => (
            <li key={user.userId} class="chip">
              {user.displayName}
              <button
                type="button"
                aria-label={t('remove', { name: user.displayName })}
                onClick={() => onChange(without(user))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <PeopleSearch
        onPick={user => onChange(has(user) ? without(user) : [...picked, user])}
        mark={user => has(user) && <Check class="picked-mark" size={18} aria-hidden="true" />}
      />
    </>
  );
}
